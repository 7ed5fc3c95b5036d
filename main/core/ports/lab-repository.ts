import type { BlindTest } from '#contract/lab/blind-test.ts'
import type { LabFacets, LabFilter, LabOrder, LabPage } from '#contract/lab/lab.ts'
import type {
  LabMemory,
  LabQuality,
  LabRun,
  LabRunSummary,
  LabRunWithSamples,
  LabSample,
  LabVariant,
  QualitySetup,
} from '#contract/lab/run.ts'
import type { QualityTokens } from './lab-engine.ts'

/** What changes of a run while it goes on and after it. A missing key stays as it is. */
export type LabRunChange = Partial<
  Pick<
    LabRun,
    | 'state'
    | 'endedAtMs'
    | 'name'
    | 'notes'
    | 'tags'
    | 'problem'
    | 'environment'
    | 'machine'
    | 'qualitySetup'
    | 'blocksDone'
  >
> & { variants?: readonly LabVariant[] }

/** Sums of one test of one variant of one run, for a trend. */
export type TrendRow = {
  runId: string
  atMs: number
  modelName: string
  quantization: string
  machineFingerprint: string
  engineBuild: string
  /** Such as `tg128 @ d4096 · cpu · 4 threads`: the same one is the same measurement. */
  test: string
  /** Tokens a second of each repetition, in order, with the block. */
  rates: { block: number; tokensPerSecond: number }[]
}

/** A blind test with what its reader must not know before the end: whether the first model was on the left, round by round. */
export type KeptBlindTest = BlindTest & { firstOnLeft: readonly boolean[] }

/** A part of a list. Without an order: the newest first. */
export type LabPageRequest = { offset: number; limit: number; order?: LabOrder | undefined }

/** The lab's runs. A run that exists is never lost by what happens to another; each write is whole. */
export interface LabRepository {
  /** A new run, with samples and quality where it was imported. */
  insert(run: LabRun, samples: readonly LabSample[]): void
  /** Several runs that were imported: all of them, or none where one cannot be written. */
  insertAll(runs: readonly LabRunWithSamples[]): void
  /** A run that becomes `done` forgets the positions of its quality chunks: nothing is gone on with any more. */
  change(runId: string, change: LabRunChange): void
  addSample(runId: string, sample: LabSample): void
  setMemory(runId: string, memory: LabMemory): void
  /** The newest state of a variant's quality, in place of the one before. */
  setQuality(runId: string, quality: LabQuality): void
  setQualitySetup(runId: string, setup: QualitySetup): void
  /** The positions of one chunk, which a run is resumed from. */
  addQualityTokens(runId: string, variant: number, tokens: QualityTokens): void
  qualityTokens(runId: string, variant: number): QualityTokens[]
  /** null where there is no such run, where it is removed, and where what it consists of cannot be read any more. */
  find(runId: string): LabRun | null
  samples(runId: string): LabSample[]
  summary(runId: string): LabRunSummary | null
  list(filter: LabFilter, page: LabPageRequest): LabPage
  facets(): LabFacets
  trendRows(filter: LabFilter): TrendRow[]
  /** Hides runs; those hidden before a time are gone for good by `purge`. */
  remove(runIds: readonly string[], atMs: number): void
  restore(runIds: readonly string[]): void
  /** Whether a run is hidden and can be restored still. */
  isRemoved(runId: string): boolean
  purge(beforeMs: number): void
  /** Runs that were running when the app ended become interrupted. Returns them. */
  interruptRunning(): string[]
  saveBlindTest(test: KeptBlindTest): void
  blindTests(): KeptBlindTest[]
  removeBlindTest(id: string): void
}
