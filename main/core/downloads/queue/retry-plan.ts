import type { Fault } from '../../fault.ts'

/** After these the network or the server may be better by itself. */
const passing: ReadonlySet<Fault['code']> = new Set([
  'HUB_UNREACHABLE',
  'HUB_RATE_LIMITED',
  'HUB_SERVER_ERROR',
  'DOWNLOAD_CUT_SHORT',
  'DOWNLOAD_STALLED',
])
/** These may last for hours and end nevertheless: a night without a network, say. */
const patient: ReadonlySet<Fault['code']> = new Set(['HUB_UNREACHABLE', 'HUB_RATE_LIMITED'])

const firstDelayMs = 1000
const longestDelayMs = 60_000
const fruitlessTriesLimit = 8

/**
 * How long to wait before the next try by itself, after so many in a row that brought nothing (this one included where it brought nothing);
 * null where only the user can help.
 */
export function retryDelayMs(fault: Fault, fruitlessTries: number): number | null {
  if (!passing.has(fault.code)) return null
  if (fruitlessTries >= fruitlessTriesLimit && !patient.has(fault.code)) return null
  const { retryAfterS } = fault.params
  if (typeof retryAfterS === 'number') return retryAfterS * 1000
  return Math.min(longestDelayMs, firstDelayMs * 2 ** Math.max(0, fruitlessTries - 1))
}

/** Whether another source could do better: not where this machine is what fails. */
export function isSourcesFault({ code, params }: Fault): boolean {
  return code !== 'DISK_FULL' && code !== 'APP_CLOSED' && params.reason !== 'cannot-write'
}
