import { AsyncIteratorClass } from '@orpc/server'
import { toTypedError } from './errors.ts'
import type { Shell } from './shell.ts'

/**
 * Opens a stream for a client. The source is told to end as soon as the client aborts or leaves, also while it waits for its next
 * value (a generator alone would notice at its next value only), and its failures leave as typed errors.
 */
export function stream<T>(
  { context, signal }: { context: { shell: Shell }; signal?: AbortSignal | undefined },
  open: (signal: AbortSignal) => AsyncGenerator<T, void, void>,
): AsyncIteratorClass<T, void, void> {
  const left = new AbortController()
  const ended = signal ? AbortSignal.any([signal, left.signal]) : left.signal
  const source = open(ended)
  return new AsyncIteratorClass<T, void, void>(
    async () => {
      try {
        return await source.next()
      } catch (error) {
        throw toTypedError(error, context.shell, ended)
      }
    },
    async () => {
      left.abort()
      await source.return()
    },
  )
}
