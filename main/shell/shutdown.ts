const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Calls back once when the user or the system asks the process to end, or when its parent has died: the parent's end of the channel closes
 * with it, however it dies. A second signal does not wait for what the first one began.
 */
export function onShutdownRequest(shutDown: () => void): void {
  let asked = false
  const ask = () => {
    if (asked) process.exit(130)
    asked = true
    shutDown()
  }
  for (const signal of signals) process.on(signal, ask)
  if (process.connected) process.on('disconnect', ask)
}

/** Calls back for each failure that nobody caught: the app's state is not to be trusted after one. */
export function onUncaughtFailure(fail: (error: unknown) => void): void {
  process.on('uncaughtException', fail)
  process.on('unhandledRejection', fail)
}
