import { exitCode } from './exit-code.ts'
import type { Terminal } from './terminal.ts'

/** Signals that follow each other so closely are one: a launcher hands on what the terminal has sent to both. */
const oneSignalMs = 500
/** Of a terminal that does not say how wide it is. */
const usualColumns = 80
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** The terminal that this process was started from. The second Ctrl+C ends the process at once. */
export function systemTerminal(usersUmask: number, now: () => number = () => performance.now()): Terminal {
  const interruption = new AbortController()
  let askedAtMs = Number.NEGATIVE_INFINITY
  const ask = () => {
    if (now() - askedAtMs < oneSignalMs) return
    if (interruption.signal.aborted) process.exit(exitCode.interrupted)
    askedAtMs = now()
    interruption.abort()
  }
  for (const signal of signals) process.on(signal, ask)
  if (process.connected) process.on('disconnect', ask)
  // Whoever read the output has had enough of it: no reason to lose a measurement.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  return {
    writeResult: (text) => new Promise((resolve) => process.stdout.write(text, () => resolve())),
    writeNote: (text) => process.stderr.write(text),
    noteColumns: () => (process.stderr.isTTY ? process.stderr.columns || usualColumns : null),
    folder: process.cwd(),
    fileMode: 0o666 & ~usersUmask,
    interrupted: interruption.signal,
  }
}
