/** Calls back once after `delayMs`. Returns the way to cancel. A parameter wherever tests need to be the clock. */
export type SetTimer = (callback: () => void, delayMs: number) => () => void

export const setSystemTimer: SetTimer = (callback, delayMs) => {
  const timer = setTimeout(callback, delayMs)
  return () => clearTimeout(timer)
}
