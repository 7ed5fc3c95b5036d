import type { Money } from '#contract/energy.ts'
import type { LabFacets, LabFilter, LabPage } from '#contract/lab/lab.ts'
import type { LabLimits } from '#contract/lab/plan.ts'
import type { LabRun, LabRunSummary, LabRunWithSamples } from '#contract/lab/run.ts'
import type { LabAxes, LabTrend, LabVerdict, RunComparison } from '#contract/lab/verdict.ts'
import { Fault } from '../../fault.ts'
import { LiveValue } from '../../live-value.ts'
import type { LabRepository } from '../../ports/lab-repository.ts'
import { compareRuns } from '../verdict/compare-runs.ts'
import { trendsOf } from '../verdict/trends.ts'
import { verdictOf } from '../verdict/verdict-of.ts'

/** All runs that were ever made or imported, and what they say. */
export class LabHistory {
  /** How many changes there were: a reader asks anew when it grows. */
  readonly changes = new LiveValue(0)
  readonly #repository: LabRepository

  constructor({ repository }: { repository: LabRepository; now: () => number }) {
    this.#repository = repository
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

  compareRuns(beforeId: string, afterId: string): RunComparison {
    return compareRuns(this.runWithSamples(beforeId), this.runWithSamples(afterId))
  }

  list(filter: LabFilter, page: { offset: number; limit: number }): LabPage {
    return this.#repository.list(filter, page)
  }

  facets(): LabFacets {
    return this.#repository.facets()
  }

  trends(filter: LabFilter): LabTrend[] {
    return trendsOf(this.#repository.trendRows(filter))
  }

  annotate(
    _runId: string,
    _change: { name?: string | undefined; notes?: string | undefined; tags?: string[] | undefined },
  ): LabRunSummary {
    throw new Fault('INTERNAL')
  }

  remove(_runIds: readonly string[]): void {}

  restore(_runIds: readonly string[]): void {}

  /** Faults: LAB_IMPORT_REFUSED. */
  import(_fileName: string, _text: string): LabRunSummary[] {
    return []
  }

  cost(_runId: string): Money[] {
    return []
  }

  /** Tells readers that a run was added or changed. */
  announce(): void {
    this.changes.set(this.changes.value + 1)
  }
}
