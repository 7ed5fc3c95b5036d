import { Fault } from '../../core/fault.ts'

/**
 * The answer of a library, if it comes in time: a driver that hangs would hold up all that is looked for. The call itself cannot be taken
 * back. Faults: METER_LIBRARY_FAILED (library, code).
 */
export async function inTime<Answer>(library: string, answer: Promise<Answer>, timeoutMs = 8000): Promise<Answer> {
  const { promise, reject } = Promise.withResolvers<never>()
  const late = () =>
    reject(new Fault('METER_LIBRARY_FAILED', { params: { library, code: `no answer in ${timeoutMs} ms` } }))
  const timer = setTimeout(late, timeoutMs)
  try {
    return await Promise.race([answer, promise])
  } finally {
    clearTimeout(timer)
  }
}
