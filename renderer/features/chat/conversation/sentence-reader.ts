/** Markdown's marks, which a voice would spell out. */
const marks = /[*_`#>|~]+|\]\([^)]*\)|[[\]]|-{3,}/g

/** Reads a growing text out in whole sentences, each once. */
export class SentenceReader {
  #read = 0

  /** The sentences that were completed since the last call; all that is left where the text `hasEnded`. */
  read(text: string, hasEnded: boolean): string {
    const rest = text.slice(this.#read)
    let length = hasEnded ? rest.length : 0
    if (!hasEnded) {
      for (const match of rest.matchAll(/[.!?…。！？:](?=\s)|\n/g)) length = match.index + match[0].length
    }
    this.#read += length
    return rest.slice(0, length).replace(marks, ' ').replace(/\s+/g, ' ').trim()
  }
}
