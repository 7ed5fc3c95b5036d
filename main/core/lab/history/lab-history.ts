import { addMoney, type Money } from '#contract/energy.ts'
import type { LabFacets, LabFilter, LabPage } from '#contract/lab/lab.ts'
import type { LabLimits } from '#contract/lab/plan.ts'
import type { LabRun, LabRunSummary, LabRunWithSamples } from '#contract/lab/run.ts'
import type { LabAxes, LabTrend, LabVerdict, RunComparison } from '#contract/lab/verdict.ts'
import { Fault } from '../../fault.ts'
import { LiveValue } from '../../live-value.ts'
import type { LabPageRequest, LabRepository } from '../../ports/lab-repository.ts'
import { importRuns } from '../import/import-runs.ts'
import { compareRuns } from '../verdict/compare-runs.ts'
import { trendsOf } from '../verdict/trends.ts'
import { verdictOf } from '../verdict/verdict-of.ts'

export type LabHistoryOptions = {
  repository: LabRepository
  /** Whether a run is the one at work, or paused. */
  isPresent: (runId: string) => boolean
  /** Milliseconds since the epoch. */
  now: () => number
}

/** All runs that were ever made or imported, and what they say. */
export class LabHistory {
  /** How many changes there were: a reader asks anew when it grows. */
  readonly changes = new LiveValue(0)
  readonly #repository: LabRepository
  readonly #isPresent: (runId: string) => boolean
  readonly #now: () => number

  constructor({ repository, isPresent, now }: LabHistoryOptions) {
    this.#repository = repository
    this.#isPresent = isPresent
    this.#now = now
  }

  /** Faults: LAB_RUN_NOT_FOUND. */
  run(runId: string): LabRun {
    const run = this.#repository.find(runId)
    if (run === null) throw new Fault('LAB_RUN_NOT_FOUND')
    return run
  }

  /** Faults: LAB_RUN_NOT_FOUND. */
  runWithSamples(runId: string): LabRunWithSamples {
    return { ...this.run(runId), samples: this.#repository.samples(runId) }
  }

  /** Faults: LAB_RUN_NOT_FOUND, LAB_RUN_EMPTY. */
  verdict(runId: string, limits: LabLimits, baseline: number | null, axes?: LabAxes | undefined): LabVerdict {
    return verdictOf(this.runWithSamples(runId), limits, baseline, axes)
  }

  /** Faults: LAB_RUN_NOT_FOUND. */
  compareRuns(beforeId: string, afterId: string): RunComparison {
    return compareRuns(this.runWithSamples(beforeId), this.runWithSamples(afterId))
  }

  list(filter: LabFilter, page: LabPageRequest): LabPage {
    return this.#repository.list(filter, page)
  }

  facets(): LabFacets {
    return this.#repository.facets()
  }

  trends(filter: LabFilter): LabTrend[] {
    return trendsOf(this.#repository.trendRows(filter))
  }

  /** A missing key stays as it is; a tag counts once. Faults: LAB_RUN_NOT_FOUND. */
  annotate(
    runId: string,
    { name, notes, tags }: { name?: string | undefined; notes?: string | undefined; tags?: string[] | undefined },
  ): LabRunSummary {
    this.#repository.change(runId, {
      ...(name !== undefined && { name }),
      ...(notes !== undefined && { notes }),
      ...(tags !== undefined && { tags: [...new Set(tags)] }),
    })
    const summary = this.#summary(runId)
    this.announce()
    return summary
  }

  /** Takes runs off the list until `restore`, which works until the first start after a day. Faults: LAB_BUSY, and none is removed. */
  remove(runIds: readonly string[]): void {
    if (runIds.some(this.#isPresent)) throw new Fault('LAB_BUSY')
    this.#repository.remove(runIds, this.#now())
    this.announce()
  }

  restore(runIds: readonly string[]): void {
    this.#repository.restore(runIds)
    this.announce()
  }

  /**
   * Takes over the runs of a file: all, or none. One that is there already stays as it is, with its notes; one that was removed comes back.
   * Returns all of the file's, in its order. Faults: LAB_IMPORT_REFUSED (params: fileName, reason, line).
   */
  import(fileName: string, text: string): LabRunSummary[] {
    const runs = importRuns(fileName, text, { now: this.#now })
    const away = runs.filter(({ id }) => this.#repository.summary(id) === null)
    const removed = away.filter(({ id }) => this.#repository.isRemoved(id))
    this.#repository.insertAll(away.filter((run) => !removed.includes(run)))
    this.#repository.restore(removed.map(({ id }) => id))
    if (away.length > 0) this.announce()
    return runs.map(({ id }) => this.#summary(id))
  }

  /** What the electricity of all repetitions has cost, by currency; empty where no tariff was set. Faults: LAB_RUN_NOT_FOUND. */
  cost(runId: string): Money[] {
    const { samples } = this.runWithSamples(runId)
    return addMoney(
      samples.flatMap(({ energy }) => energy?.money ?? []),
      [],
    )
  }

  /** Tells readers that a run was added or changed. */
  announce(): void {
    this.changes.set(this.changes.value + 1)
  }

  #summary(runId: string): LabRunSummary {
    const summary = this.#repository.summary(runId)
    if (summary === null) throw new Fault('LAB_RUN_NOT_FOUND')
    return summary
  }
}
