import type { BackendId } from '#contract/hardware.ts'
import type { LabParameters, SpeedTest } from '#contract/lab/plan.ts'

/** What is known of a model once llama.cpp holds it. */
export type LabLoaded = {
  /** Such as `llama 135M Q4_K - Medium`, by `llama_model_desc`. */
  description: string
  tensorBytes: number
  parameterCount: number
  vocabularySize: number
  /** SHA-256 over the vocabulary's texts and types, in order. */
  tokenizerHash: string
  /** As they are in force. */
  parameters: LabParameters
  loadMs: number
  build: LabBuild
}

/** As llama-bench prints them. */
export type LabBuild = { commit: string; number: number; cpuInfo: string; gpuInfo: string; backends: string }

/** One timed repetition. `fromMs` and `toMs` are of the monotonic clock that all processes share. */
export type SpeedResult = { promptNs: number; generationNs: number; durationNs: number; fromMs: number; toMs: number }

/** What the engine's process takes, less what it took before the load. */
export type LabMemoryUse = { residentBytes: number; peakResidentBytes: number; vramBytes: number | null }

/** Where the reference's log-probabilities of each scored position are. */
export type QualityReference =
  /** This model is the reference: they are written to a file, unless that is null. */
  | { kind: 'write'; path: string | null }
  /** They were written there by the same text, context and tokenizer. */
  | { kind: 'read'; path: string }
  /** The reference is loaded too, with parameters of its own, and evaluated chunk by chunk beside the model. */
  | { kind: 'beside'; modelPath: string; parameters: LabParameters }

export type QualityRequest = {
  /** The whole text: the engine tokenizes it. */
  text: string
  contextTokens: number
  /** Chunks to evaluate, by their place in the text, in this order. */
  chunks: readonly number[]
  reference: QualityReference
}

/** Each scored position of one chunk, in order. */
export type QualityTokens = {
  chunk: number
  /** Negative log-likelihood of the right token, in nats. */
  nll: number[]
  /** Of the reference; empty for the reference itself. */
  referenceNll: number[]
  /** Kullback–Leibler divergence from the reference, in nats; empty for the reference itself. */
  kl: number[]
  /** Whether both find the same token most probable; empty for the reference itself. */
  sameTop: boolean[]
  durationMs: number
}

/**
 * llama.cpp by its own interface, in a process of its own, for what is measured: no more lies between a test and the library than in llama-bench.
 * One model at a time. Every call fails with ENGINE_CRASHED where the process ends in its midst, and with LAB_LIBRARY_MISMATCH where the
 * library's structures are not those that this version of Wattle knows.
 */
export interface LabEngine {
  /**
   * Loads a model in a new process. Faults: MODEL_FILE_…, MODEL_ARCHITECTURE_UNKNOWN, MODEL_LOAD_FAILED, OUT_OF_MEMORY, ENGINE_…,
   * LAB_PARAMETERS_REFUSED (detail), LAB_LIBRARY_MISMATCH (detail).
   */
  load(
    request: { path: string; backend: BackendId; parameters: LabParameters },
    options: { signal: AbortSignal; onProgress: (progress: number) => void },
  ): Promise<LabLoaded>
  /** Runs the untimed first pass of a test, as llama-bench does: the whole prompt, and one token. */
  warmUp(test: SpeedTest, signal: AbortSignal): Promise<void>
  /** Runs a test once, in an emptied cache, after its depth was filled untimed. The seed is of the random tokens. */
  speed(test: SpeedTest, options: { seed: number; signal: AbortSignal }): Promise<SpeedResult>
  memory(): Promise<LabMemoryUse>
  /** How many whole chunks the loaded model's tokenizer makes of a text. LAB_TEXT_TOO_SHORT (params.tokens, params.needed) below two. */
  countChunks(text: string, contextTokens: number): Promise<number>
  /**
   * Evaluates a text with the loaded model. Ends early, without a fault, when the signal aborts. Faults: DISK_FULL (params.fileName),
   * LAB_REFERENCE_UNUSABLE (detail), LAB_OUTPUT_UNUSABLE (params.chunk) where the model's logits are no numbers, and those of `load` for a
   * model beside.
   */
  quality(
    request: QualityRequest,
    options: { signal: AbortSignal; onChunk: (tokens: QualityTokens) => void },
  ): Promise<void>
  /** Ends the process. Does nothing where there is none. */
  close(): Promise<void>
  readonly pid: number | null
}
