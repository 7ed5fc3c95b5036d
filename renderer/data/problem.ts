import { ORPCError } from '@orpc/client'
import { errorCodeSchema, errorDataSchema, type Problem } from '#contract/errors.ts'

/** A failure that the interface has words for: those of the contract, and the loss of the connection. */
export type ShownProblem = Omit<Problem, 'code'> & { code: Problem['code'] | 'CONNECTION_LOST' }

/** True where a call ended because its own caller aborted it. */
export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError'

/** Anything that a call of the client can throw, as a problem to show. */
export const problemOf = (error: unknown): ShownProblem => {
  if (!(error instanceof ORPCError)) {
    return { code: 'CONNECTION_LOST', params: {}, detail: error instanceof Error ? error.message : String(error) }
  }
  const code = errorCodeSchema.safeParse(error.code)
  const data = errorDataSchema.safeParse(error.data)
  if (!code.success || !data.success) return { code: 'INTERNAL', params: {}, detail: `${error.code}: ${error.message}` }
  return { code: code.data, ...data.data }
}
