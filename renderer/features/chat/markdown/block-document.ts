import type { Block } from './block.ts'
import { BlockSplitter } from './block-splitter.ts'

/** Blocks are drawn in pages of about so many, so that a long answer that grows compares pages and not blocks. */
const blocksPerPage = 12
/** Where a list or a table will not end, its page does. */
const blocksPerPageLimit = 48

/** A text as the renderer takes it. Full pages are the same arrays for ever. */
export type BlockView = {
  readonly pages: readonly (readonly Block[])[]
  /** The page in progress. */
  readonly last: readonly Block[]
  /** Link reference definitions by folded label; the same map as long as none is added. */
  readonly definitions: ReadonlyMap<string, string>
}

/** A growing text in pages of blocks. */
export class BlockDocument {
  readonly #splitter = new BlockSplitter()
  #pages: (readonly Block[])[] = []
  #pageStart = 0
  #definitions: ReadonlyMap<string, string> = new Map()

  get text(): string {
    return this.#splitter.text
  }

  push(chunk: string): void {
    this.#splitter.push(chunk)
    this.#turnPages()
  }

  /** The text is complete. */
  end(): void {
    this.#splitter.end()
    this.#turnPages()
  }

  view(): BlockView {
    const last = [...this.#splitter.finished.slice(this.#pageStart), ...this.#splitter.tail()]
    return { pages: this.#pages, last, definitions: this.#definitions }
  }

  #turnPages(): void {
    const { finished, definitions } = this.#splitter
    for (let at = this.#pageStart + blocksPerPage; at < finished.length; at += 1) {
      if (finished[at]?.continues && at - this.#pageStart < blocksPerPageLimit) continue
      this.#pages = [...this.#pages, finished.slice(this.#pageStart, at)]
      this.#pageStart = at
      at += blocksPerPage - 1
    }
    if (definitions.size !== this.#definitions.size) this.#definitions = new Map(definitions)
  }
}

/** The pages of a text that is complete. */
export function viewOfText(text: string): BlockView {
  const document = new BlockDocument()
  document.push(text)
  document.end()
  return document.view()
}
