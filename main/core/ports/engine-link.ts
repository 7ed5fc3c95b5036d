import type { AnswerFigures } from '#contract/conversations.ts'
import type { LoadedModel, LoadOptions } from '#contract/engine.ts'
import type { BackendId } from '#contract/hardware.ts'
import type { Sampling } from '#contract/sampling.ts'

/** A model to load, all choices but llama.cpp's own made. */
export type LoadRequest = {
  modelId: string
  name: string
  quantization: string
  path: string
  /** `backend` is the one to try first; `contextTokens` null means the model's own under the cap. */
  options: LoadOptions & { backend: BackendId }
}

/** What a load gave; the core knows which profile was asked for. */
export type LinkLoaded = Omit<LoadedModel, 'profileName'>

/** One turn of the history that the model is to see. */
export type HistoryTurn = { role: 'user' | 'assistant'; text: string }

export type GenerateRequest = {
  systemPrompt: string
  /** Ends with a question; or with an answer that is to be continued. */
  history: HistoryTurn[]
  sampling: Sampling & { seed: number }
  contextOverflow: 'drop-oldest' | 'refuse'
}

export type FinishReason = 'end-of-turn' | 'max-tokens' | 'stop-string' | 'context-full' | 'aborted'

/** Each `atMs` is when it happened in the engine, by the monotonic clock that all processes share (`monotonic-clock.ts`). */
export type GenerateEvent =
  /** Repeated while the prompt is read; `evaluatedTokens` goes from 0, at its begin, to `promptTokens - reusedTokens`, at the first token. */
  | { type: 'prefill'; promptTokens: number; reusedTokens: number; evaluatedTokens: number; atMs: number }
  /** The overflow policy acted. */
  | { type: 'dropped'; messages: number }
  /** A batch of tokens: at most one event each 16 ms. Counters are cumulative; `atMs` is of its last token. */
  | { type: 'text'; text: string; decodeTokens: number; decodeMs: number; atMs: number }
  /**
   * Last. `loadMs` is 0 here: core fills it in. `memory` is what the model takes by now; missing where nobody measured. `atMs` is of the
   * last token; where there was none, of the prompt's end.
   */
  | { type: 'end'; finishReason: FinishReason; figures: AnswerFigures; memory?: LoadedModel['memory']; atMs: number }

/** Why an engine process ended that nobody had asked to end. */
export type EngineExit = { exitCode: number | null; signal: string | null; lastLogLines: string[] }

/**
 * An engine process as the core sees it: one for each model in memory. The process is started by the first call that needs one, and again after a crash.
 * A call that the crash interrupts fails with ENGINE_CRASHED (params: exitCode or signal; detail: the last log lines).
 */
export interface EngineLink {
  /**
   * Loads a model in place of the present one. `onProgress` gets 0 to 1. A backend that cannot be used falls back to the CPU, and
   * `fallback` of the result says why. Faults: MODEL_FILE_…, MODEL_ARCHITECTURE_UNKNOWN, MODEL_LOAD_FAILED, OUT_OF_MEMORY, ENGINE_….
   */
  load(
    request: LoadRequest,
    options: { signal: AbortSignal; onProgress: (progress: number) => void },
  ): Promise<LinkLoaded>
  /** Frees the model. Ends the process where it does not obey in time. */
  unload(): Promise<void>
  /**
   * Streams an answer from the loaded model. On abort the stream ends with `end` and finishReason `aborted`; a child that does not
   * obey within the deadline is ended, and the stream fails with ENGINE_NOT_RESPONDING.
   * Faults: MODEL_NOT_CHOSEN where nothing is loaded, PROMPT_LONGER_THAN_CONTEXT, ENGINE_….
   */
  generate(request: GenerateRequest, signal: AbortSignal): AsyncIterable<GenerateEvent>
  /**
   * Called on each end of the process that was not asked for, busy or idle, but for a crash that `load` answers with its fallback.
   * Returns the way to stop.
   */
  onCrash(listener: (exit: EngineExit) => void): () => void
  /** The process id while there is a process, for tests and measurements. */
  readonly pid: number | null
  /** Ends the process: asks, waits, kills. */
  close(): Promise<void>
}
