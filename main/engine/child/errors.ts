import type { ErrorCode, Problem } from '#contract/errors.ts'
import type { EngineFailure } from '../protocol.ts'

/** A failure in the child with the code that the parent passes on. */
export class EngineError extends Error {
  readonly code: ErrorCode
  readonly params: Problem['params']
  readonly backendFailed: boolean

  constructor(code: ErrorCode, detail: string, params: Problem['params'] = {}, backendFailed = false) {
    super(detail)
    this.name = 'EngineError'
    this.code = code
    this.params = params
    this.backendFailed = backendFailed
  }
}

/** Any thrown value in the shape that crosses the process border. */
export function toFailure(error: unknown): EngineFailure {
  if (error instanceof EngineError) {
    return { code: error.code, params: error.params, detail: error.message, backendFailed: error.backendFailed }
  }
  const detail = error instanceof Error ? error.message : String(error)
  return { code: 'INTERNAL', params: {}, detail, backendFailed: false }
}
