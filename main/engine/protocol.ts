import type { ErrorCode, Problem } from '#contract/errors.ts'
import type { GenerateEvent, GenerateRequest, LinkLoaded, LoadRequest } from '../core/ports/engine-link.ts'

/**
 * What the engine process and its parent say to each other. Both ends ship together, so the types are the contract.
 * Every request carries an id, and every answer to it the same one; requests are taken one after the other.
 */
export type ToEngine =
  | { type: 'load'; id: number; request: LoadRequest }
  | { type: 'generate'; id: number; request: GenerateRequest }
  /** Ends the load or the generation with this id as soon as llama.cpp lets go. */
  | { type: 'abort'; id: number }
  | { type: 'status'; id: number }
  /** Frees everything and ends the process. */
  | { type: 'shutdown' }

/** What a load of one backend gave; the parent knows whether it was a fallback. */
export type EngineLoaded = Omit<LinkLoaded, 'fallback'>

/** The process as it is now. */
export type EngineStatus = {
  loaded: EngineLoaded | null
  /** Tokens in the KV cache. */
  contextUsedTokens: number
  residentBytes: number
}

/** A failure as the child words it. */
export type EngineFailure = {
  code: ErrorCode
  params: Problem['params']
  detail: string | null
  /** True where another backend may do better, since the file itself was not the reason: the parent then falls back. */
  backendFailed: boolean
}

export type EngineLogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug'

export type FromEngine =
  | { type: 'progress'; id: number; progress: number }
  | { type: 'loaded'; id: number; model: EngineLoaded }
  | { type: 'event'; id: number; event: GenerateEvent }
  | { type: 'status'; id: number; status: EngineStatus }
  | { type: 'failed'; id: number; failure: EngineFailure }
  | { type: 'log'; level: EngineLogLevel; text: string }

/** Between a batch of tokens and the next, in milliseconds: a frame of a 60 Hz display. */
export const tokenBatchMs = 16

/** The environment that the engine process needs, over the parent's own. */
export const engineEnvironment = {
  // node-llama-cpp runs each decode on a libuv worker: one worker keeps all of them on one thread, which nearly doubles decoding.
  UV_THREADPOOL_SIZE: '1',
  NODE_LLAMA_CPP_SKIP_DOWNLOAD: 'true',
}
