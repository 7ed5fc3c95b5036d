import type { LabProgress, LabRunState } from '#contract/lab/run.ts'
import type { LiveValue } from '../../live-value.ts'
import { likelyBlocks } from './is-precise.ts'
import { energySoFar, ProgressTeller } from './progress-teller.ts'
import type { RunClock } from './run-clock.ts'
import { runFlags } from './run-flags.ts'
import type { RunRecord } from './run-record.ts'
import { TimeLeft } from './time-left.ts'

type JobProgressOptions = {
  record: RunRecord
  clock: RunClock
  progress: LiveValue<LabProgress | null>
  orders: readonly (readonly number[])[]
  /** What a visit of a variant is thought to take; null where nobody knows. */
  forecastMs: (variant: number) => number | null
  /** Variants that are not measured further. */
  failed: ReadonlySet<number>
}

/** What the quality measurement tells of itself. */
export type QualityProgress = {
  variant: number | null
  chunksDone: number
  chunksPlanned: number
  /** What the last chunk took; null before the first. */
  chunkMs: number | null
}

/** Where a run stands, and how long it still takes. */
export class JobProgress {
  readonly #options: JobProgressOptions
  readonly #teller: ProgressTeller
  readonly #timeLeft: TimeLeft
  #visit: { beganMs: number; block: number; variant: number } | null = null

  constructor(options: JobProgressOptions) {
    this.#options = options
    const { record, clock, progress, forecastMs } = options
    const { id: runId, name, plan } = record.run
    this.#timeLeft = new TimeLeft({ forecastMs, coolDownMs: plan.coolDownMs })
    this.#teller = new ProgressTeller(progress, clock, {
      runId,
      name,
      state: 'running',
      phase: 'preparing',
      variant: null,
      test: null,
      block: null,
      blocksPlanned: plan.repetitions.least,
      blockOrders: [],
      repetitionsDone: 0,
      repetitionsPlanned: 0,
      chunksDone: 0,
      chunksPlanned: 0,
      leftMs: null,
      temperatureC: record.samples.at(-1)?.temperatureC ?? null,
      isPausing: false,
      flags: [],
      ...energySoFar([]),
    })
    this.refresh()
  }

  /** What is done right now. */
  show(change: Partial<LabProgress>): void {
    this.#teller.change(change)
  }

  beginVisit(block: number, variant: number): void {
    this.#visit = { beganMs: this.#options.clock.monotonicNow(), block, variant }
    this.#teller.change({ block, variant, blocksPlanned: Math.max(block + 1, this.#teller.progress.blocksPlanned) })
    this.refresh()
  }

  /** @param tells whether it was whole, so that others will take as long */
  endVisit(tells: boolean): void {
    if (this.#visit === null) return
    const { beganMs, variant } = this.#visit
    if (tells) this.#timeLeft.noteVisit(variant, this.#options.clock.monotonicNow() - beganMs)
    this.#visit = null
    this.refresh()
  }

  noteQuality({ chunkMs, ...progress }: QualityProgress): void {
    if (chunkMs !== null) this.#timeLeft.noteChunk(chunkMs)
    this.#teller.change({ phase: 'quality', test: null, block: null, ...progress })
    this.refresh()
  }

  notePausing(): void {
    this.#teller.change({ isPausing: true })
    this.#teller.flush()
  }

  /** Tells how it ended, at once. */
  end(state: LabRunState): void {
    this.refresh()
    this.#teller.change({ state, isPausing: false, phase: 'ending', variant: null, test: null, block: null })
    this.#teller.flush()
  }

  /** Looks at the samples again. */
  refresh(): void {
    const { record, orders, failed } = this.#options
    const { blocksPlanned } = this.#teller.progress
    const { tests, variants } = record.run
    const active = variants.length - failed.size
    const ofFailed = record.samples.filter(({ variant }) => failed.has(variant)).length
    this.#teller.change({
      blockOrders: orders.slice(0, blocksPlanned).map((order) => [...order]),
      repetitionsDone: record.samples.length,
      repetitionsPlanned: Math.max(record.samples.length, ofFailed + blocksPlanned * tests.length * active),
      flags: runFlags(record.samples, tests),
      leftMs: this.#left(),
      ...energySoFar(record.samples),
    })
  }

  #left(): LabProgress['leftMs'] {
    const { record, orders, failed, clock } = this.#options
    const { chunksDone, chunksPlanned, phase } = this.#teller.progress
    const { plan, variants, tests } = record.run
    const isOver = phase === 'quality' || tests.length === 0
    const begun = this.#visit?.block ?? record.run.blocksDone
    const block = Math.min(begun, plan.repetitions.most - 1)
    const active = variants.flatMap((_, variant) => (failed.has(variant) ? [] : [variant]))
    const waiting = (orders[block] ?? []).filter(
      (variant) => !failed.has(variant) && record.missingTests(block, variant).length > 0,
    )
    const blocksAfter = (blocks: number) => Math.max(0, blocks - block - 1)
    const { least, most, targetShare } = plan.repetitions
    return this.#timeLeft.left(
      {
        variants: isOver ? [] : waiting,
        variantsABlock: isOver ? [] : active,
        blocks: {
          least: isOver ? 0 : blocksAfter(least),
          likely: isOver ? 0 : blocksAfter(likelyBlocks(record.samples, block, plan.repetitions)),
          most: isOver ? 0 : blocksAfter(targetShare === null ? least : most),
        },
        chunks: Math.max(0, chunksPlanned - chunksDone),
      },
      this.#visit === null ? 0 : clock.monotonicNow() - this.#visit.beganMs,
    )
  }
}
