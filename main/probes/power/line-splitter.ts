/** The longest line that a measuring tool has a reason to print. */
const longestLineChars = 64 * 1024

/** Cuts text that comes in pieces into its lines. A line that is too long to be one is thrown away up to its end. */
export class LineSplitter {
  #rest = ''
  #isTooLong = false

  /** The lines that end in this piece, without their ends. */
  push(piece: string): string[] {
    const parts = (this.#rest + piece).split('\n')
    this.#rest = parts.pop() ?? ''
    const lines: string[] = []
    for (const part of parts) {
      if (!this.#isTooLong && part.length <= longestLineChars)
        lines.push(part.endsWith('\r') ? part.slice(0, -1) : part)
      this.#isTooLong = false
    }
    if (this.#rest.length > longestLineChars) {
      this.#rest = ''
      this.#isTooLong = true
    }
    return lines
  }
}
