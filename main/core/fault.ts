import type { ErrorCode, Problem } from '#contract/errors.ts'

type FaultOptions = { params?: Problem['params']; detail?: string | null; cause?: unknown }

/** An expected failure: a code that the interface has words for, values for those words, and the cause for a developer. */
export class Fault extends Error {
  readonly code: ErrorCode
  readonly params: Problem['params']
  readonly detail: string | null

  constructor(code: ErrorCode, { params = {}, detail = null, cause }: FaultOptions = {}) {
    super(detail ?? code, { cause })
    this.name = 'Fault'
    this.code = code
    this.params = params
    this.detail = detail
  }

  /** Any thrown value as a Fault; what was not foreseen becomes INTERNAL with its message as the detail. */
  static from(error: unknown): Fault {
    if (error instanceof Fault) return error
    const detail = error instanceof Error ? error.message : String(error)
    return new Fault('INTERNAL', { detail, cause: error })
  }

  toProblem(): Problem {
    return { code: this.code, params: this.params, detail: this.detail }
  }
}
