import { ORPCError } from '@orpc/server'
import { Fault } from '../core/fault.ts'
import type { Shell } from './shell.ts'

/**
 * A failure as it leaves for the client: the code of the Fault with its values. What nobody foresaw is written down with its cause
 * and leaves as INTERNAL, without a stack; what the client itself ended is not a failure.
 */
export function toTypedError(error: unknown, shell: Shell, signal: AbortSignal | undefined): unknown {
  if (error instanceof ORPCError) return error
  const fault = Fault.from(error)
  if (fault.code === 'INTERNAL' && !signal?.aborted) shell.report(error)
  return new ORPCError(fault.code, { message: fault.code, data: { params: fault.params, detail: fault.detail } })
}
