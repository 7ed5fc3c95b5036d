import type { EngineLogLevel } from '../protocol.ts'

const keptLines = 200
/** `enum ggml_log_level`. */
const levels: Readonly<Record<number, EngineLogLevel>> = { 1: 'debug', 2: 'info', 3: 'warn', 4: 'error' }
const goesOn = 5

type Line = { level: EngineLogLevel; text: string }

/** llama.cpp's log, which comes in pieces of lines: passed on line by line, and the last lines stay here to read reasons from. */
export class LabLog {
  readonly #lines: Line[] = []
  readonly #onLine: (line: Line) => void
  #begun: Line | null = null

  constructor(onLine: (line: Line) => void) {
    this.#onLine = onLine
  }

  /** Handed to `openLlama`. */
  readonly take = (level: number, text: string): void => {
    if (this.#begun === null || level !== goesOn) {
      this.#end()
      this.#begun = { level: levels[level] ?? 'info', text: '' }
    }
    this.#begun.text += text
    if (text.endsWith('\n')) this.#end()
  }

  clear(): void {
    this.#end()
    this.#lines.length = 0
  }

  /** Warnings and errors since the last clear. */
  complaints(): string[] {
    this.#end()
    return this.#lines.filter(({ level }) => level === 'warn' || level === 'error').map(({ text }) => text)
  }

  #end(): void {
    const text = this.#begun?.text.trimEnd() ?? ''
    const level = this.#begun?.level ?? 'info'
    this.#begun = null
    // llama.cpp draws its load progress with dots.
    if (text.replaceAll('.', '') === '') return
    this.#lines.push({ level, text })
    if (this.#lines.length > keptLines) this.#lines.shift()
    this.#onLine({ level, text })
  }
}
