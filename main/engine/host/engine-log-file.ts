import { mkdirSync } from 'node:fs'
import { createStream, type RotatingFileStream } from 'rotating-file-stream'

const fileName = 'engine.log'
const keptFiles = 5
const keptLines = 5000

/** llama.cpp's log: a file that rotates at 1 MB, five of them kept, and the last lines in memory. */
export class EngineLogFile {
  readonly #stream: RotatingFileStream
  readonly #lines: string[] = []

  /** Makes the folder where it is missing. A folder that cannot be written to leaves only the lines in memory. */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true })
    this.#stream = createStream((index) => (index ? `engine.${index}.log` : fileName), {
      path: folder,
      size: '1M',
      rotate: keptFiles,
    })
    this.#stream.on('error', () => {})
  }

  write(level: string, text: string): void {
    for (const part of text.split('\n')) {
      if (part.trim() === '') continue
      const line = `${new Date().toISOString()} ${level.padEnd(5)} ${part}`
      this.#lines.push(line)
      this.#stream.write(`${line}\n`)
    }
    if (this.#lines.length > keptLines) this.#lines.splice(0, this.#lines.length - keptLines)
  }

  /** The last lines, oldest first. */
  lastLines(count: number): string[] {
    return count <= 0 ? [] : this.#lines.slice(-count)
  }

  /** Resolves when all is in the file. */
  close(): Promise<void> {
    return new Promise((resolve) => this.#stream.end(() => resolve()))
  }
}
