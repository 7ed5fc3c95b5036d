const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Ends the app once when the user, the system or the parent process asks for it: `close` runs to its end, then the process exits with 0.
 * A second signal does not wait. A failure that nobody caught is reported and ends the app in the same way, with 1.
 */
export function closeOnShutdown(close: () => Promise<void>, report: (error: unknown) => void): void {
  let closing = false
  const shutDown = (exitCode: number) => {
    if (closing) process.exit(exitCode === 0 ? 130 : exitCode)
    closing = true
    close().then(
      () => process.exit(exitCode),
      (error: unknown) => {
        report(error)
        process.exit(1)
      },
    )
  }
  for (const signal of signals) process.on(signal, () => shutDown(0))
  // The parent's end of the channel closes when the parent dies, however it dies.
  if (process.connected) process.on('disconnect', () => shutDown(0))
  const fail = (error: unknown) => {
    report(error)
    shutDown(1)
  }
  process.on('uncaughtException', fail)
  process.on('unhandledRejection', fail)
}
