import { fork } from 'node:child_process'
import type { BackendId } from '#contract/hardware.ts'
import { lowerPriority } from '../../core/lower-priority.ts'
import { type ProbeReport, probeReportSchema } from '../probe-protocol.ts'
import { engineEnvironment } from '../protocol.ts'

const defaultTimeoutMs = 10_000
const keptErrorCharacters = 2000

export type ProbeOptions = {
  /** The entry of the probe process: `out/main/probe.js`, or the source in tests. */
  probeChildPath: string
  timeoutMs?: number
  signal?: AbortSignal
}

/** What is known about one backend. A process that crashed, hung or said nothing of use makes it `failed`, with the reason. */
export type BackendProbe = ProbeReport

/** Asks a throw-away process about one backend. Never rejects for what happens in it; rejects with the signal's reason on abort. */
export async function probeBackend(backend: BackendId, options: ProbeOptions): Promise<BackendProbe> {
  const { probeChildPath, timeoutMs = defaultTimeoutMs, signal } = options
  signal?.throwIfAborted()
  const child = fork(probeChildPath, [backend], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
    env: { ...process.env, ...engineEnvironment },
  })
  lowerPriority(child)
  let errorText = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errorText = (errorText + text).slice(-keptErrorCharacters)
  })
  const failed = (reason: string): BackendProbe => ({
    status: 'failed',
    backend,
    reason: [reason, errorText.trim()].filter((part) => part !== '').join('\n'),
  })
  const { promise, resolve, reject } = Promise.withResolvers<BackendProbe>()
  const timer = setTimeout(() => resolve(failed(`No answer within ${timeoutMs / 1000} s`)), timeoutMs)
  const stop = () => reject(signal?.reason)
  signal?.addEventListener('abort', stop, { once: true })
  child.once('error', (error) => resolve(failed(`The process could not be started: ${error.message}`)))
  child.once('message', (message) => {
    const report = probeReportSchema.safeParse(message)
    const isAnswer = report.success && report.data.backend === backend
    resolve(isAnswer ? report.data : failed('An answer that is not understood'))
  })
  // `close` comes after the last of stderr, and after a message that was still in the pipe.
  child.once('close', (exitCode, exitSignal) =>
    resolve(failed(exitSignal === null ? `Ended with exit code ${exitCode}` : `Crashed with ${exitSignal}`)),
  )
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    // The signal is the app's, and outlives this probe.
    signal?.removeEventListener('abort', stop)
    child.kill('SIGKILL')
  }
}
