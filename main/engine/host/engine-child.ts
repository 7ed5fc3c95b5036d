import { type ChildProcess, fork } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { EngineExit } from '../../core/ports/engine-link.ts'
import { engineEnvironment, type FromEngine, type ToEngine } from '../protocol.ts'
import type { EngineLogFile } from './engine-log-file.ts'

const crashLogLines = 8

type LogMessage = Extract<FromEngine, { type: 'log' }>

/** One engine process, from its start to its end. It is sent `To` and says `From`, beside its log. */
export class EngineChild<To extends object = ToEngine, From extends { type: string } = FromEngine> {
  readonly #process: ChildProcess
  readonly #lastLines: string[] = []
  /** Set before an end that was asked for. */
  isEndExpected = false
  /** Resolves when the process has ended and everything it had sent was taken. */
  readonly ended: Promise<EngineExit>

  constructor(options: { childPath: string; log: EngineLogFile; onMessage: (message: From) => void }) {
    const { childPath, log, onMessage } = options
    this.#process = fork(childPath, [], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // The parent's flags are not for this process: a test runner's loader, a debugger's port.
      execArgv: [],
      env: { ...process.env, ...engineEnvironment },
    })
    const note = (level: string, text: string) => {
      log.write(level, text)
      this.#lastLines.push(text)
      if (this.#lastLines.length > crashLogLines) this.#lastLines.shift()
    }
    log.write('info', `engine process ${this.#process.pid ?? '?'} started`)
    const { stdout, stderr } = this.#process
    if (stdout) createInterface({ input: stdout }).on('line', (line) => note('info', line))
    if (stderr) createInterface({ input: stderr }).on('line', (line) => note('error', line))
    this.#process.on('message', (message: From | LogMessage) => {
      if (isLog(message)) note(message.level, message.text)
      else onMessage(message)
    })
    this.ended = this.#watch(log)
  }

  get pid(): number | null {
    return this.#process.pid ?? null
  }

  send(message: To): void {
    this.#post(message)
  }

  #post(message: To | Extract<ToEngine, { type: 'shutdown' }>): void {
    // A process that has just died is reported by its end, not here.
    if (this.#process.connected) this.#process.send(message, () => {})
  }

  kill(): void {
    this.#process.kill('SIGKILL')
  }

  /** Asks the process to end, and kills it where it has not within the deadline. */
  async end(deadlineMs: number): Promise<void> {
    this.isEndExpected = true
    this.#post({ type: 'shutdown' })
    const timer = setTimeout(() => this.kill(), deadlineMs)
    await this.ended
    clearTimeout(timer)
  }

  async #watch(log: EngineLogFile): Promise<EngineExit> {
    const child = this.#process
    const exit = new Promise<{ exitCode: number | null; signal: string | null }>((resolve) => {
      child.once('exit', (exitCode, signal) => resolve({ exitCode, signal }))
      child.once('error', (error) => {
        log.write('error', `engine process could not be started: ${error.message}`)
        if (child.pid === undefined) resolve({ exitCode: null, signal: null })
      })
    })
    // Messages and last words may still be in their pipes when the process is gone. One that never was has no pipes to close.
    const drained = (['disconnect', 'close'] as const).map(
      (end) =>
        new Promise<void>((resolve) => {
          child.once(end, () => resolve())
          child.once('error', () => resolve())
        }),
    )
    const [{ exitCode, signal }] = await Promise.all([exit, ...drained])
    log.write('info', `engine process ${child.pid ?? '?'} ended: ${signal ?? `exit code ${exitCode}`}`)
    return { exitCode, signal, lastLogLines: [...this.#lastLines] }
  }
}

function isLog(message: { type: string }): message is LogMessage {
  return message.type === 'log'
}
