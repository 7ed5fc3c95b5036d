import type { LlamaLogLevel } from 'node-llama-cpp'
import type { EngineLogLevel } from '../protocol.ts'
import { send } from './channel.ts'

const keptLines = 200
const levels: Record<LlamaLogLevel, EngineLogLevel> = {
  disabled: 'debug',
  fatal: 'fatal',
  error: 'error',
  warn: 'warn',
  info: 'info',
  log: 'info',
  debug: 'debug',
}

/** llama.cpp's log: goes to the parent line by line, and the last lines stay here to read reasons from. */
export class EngineLog {
  readonly #lines: { level: EngineLogLevel; text: string }[] = []

  /** Handed to node-llama-cpp as its logger. */
  readonly write = (level: LlamaLogLevel, message: string): void => {
    const text = message.trimEnd()
    // llama.cpp draws its load progress with dots.
    if (text === '' || text === '.') return
    const line = { level: levels[level], text }
    this.#lines.push(line)
    if (this.#lines.length > keptLines) this.#lines.shift()
    send({ type: 'log', ...line })
  }

  clear(): void {
    this.#lines.length = 0
  }

  /** Warnings and errors since the last clear. */
  complaints(): string[] {
    return this.#lines.filter((line) => line.level !== 'info' && line.level !== 'debug').map((line) => line.text)
  }

  /** What a pattern finds in the lines since the last clear, at most once a line. */
  matches(pattern: RegExp): RegExpExecArray[] {
    return this.#lines.map((line) => pattern.exec(line.text)).filter((match) => match !== null)
  }

  /** Whether a line since the last clear matches. */
  has(pattern: RegExp): boolean {
    return this.#lines.some((line) => pattern.test(line.text))
  }
}

/** llama.cpp's lines come through the event loop: this waits until those of the call that just ended are here. */
export function logArrived(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
}
