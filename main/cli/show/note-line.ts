import { onOneLine } from '../../core/shown-text.ts'
import type { Terminal } from '../terminal.ts'

/** Where nobody watches, a line is written no oftener than this. */
const betweenLinesMs = 10_000

/** Tells how far something is: for a person one line that is drawn anew, else a line now and then. */
export class NoteLine {
  readonly #terminal: Pick<Terminal, 'writeNote' | 'noteColumns'>
  readonly #now: () => number
  #writtenAtMs = Number.NEGATIVE_INFINITY
  #shown = ''

  constructor(terminal: Pick<Terminal, 'writeNote' | 'noteColumns'>, now: () => number = () => performance.now()) {
    this.#terminal = terminal
    this.#now = now
  }

  /** What holds now. */
  show(text: string): void {
    const line = onOneLine(text)
    const columns = this.#terminal.noteColumns()
    if (line === this.#shown) return
    if (columns !== null) {
      this.#terminal.writeNote(`\r${[...line].slice(0, Math.max(1, columns - 1)).join('')}\u001B[K`)
    } else {
      if (this.#now() - this.#writtenAtMs < betweenLinesMs) return
      this.#terminal.writeNote(`${line}\n`)
    }
    this.#writtenAtMs = this.#now()
    this.#shown = line
  }

  /** A line that stays. */
  say(text: string): void {
    this.clear()
    this.#terminal.writeNote(`${onOneLine(text)}\n`)
  }

  /** Takes the line away that is drawn anew. */
  clear(): void {
    if (this.#shown !== '' && this.#terminal.noteColumns() !== null) this.#terminal.writeNote('\r\u001B[K')
    this.#shown = ''
  }
}
