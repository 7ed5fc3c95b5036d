import type { Block, BlockKind } from './block.ts'
import * as line from './line-patterns.ts'

/** A block longer than this is continued in a new one, so that no single parse grows with the answer. */
const blockLengthLimit = 3000
/** A line is cut after a sentence from here on, ... */
const sentenceCut = 3000
/** ... failing that at a space from here on, failing that exactly at the last resort. */
const spaceCut = 4000
const hardCut = 6000
const tableRowsPerBlock = 24

/** The block being read. Its end is where the last line that belongs to it ended. */
type Open = {
  kind: BlockKind
  start: number
  continues: boolean
  lineCount: number
  /** A blank line came last: what follows may belong to a list, to nothing else. */
  afterBlank: boolean
  isQuote: boolean
  isIndentedCode: boolean
  fence: line.Fence | null
  htmlEnd: RegExp | null
  mathEnd: string | null
  list: line.ListMarker | null
  tableHead: string
  firstLine: string
}

const plain = {
  continues: false,
  lineCount: 1,
  afterBlank: false,
  isQuote: false,
  isIndentedCode: false,
  fence: null,
  htmlEnd: null,
  mathEnd: null,
  list: null,
  tableHead: '',
}

/**
 * Splits a growing text into the top-level blocks of its Markdown. Each line is looked at once, when it is complete: a block that
 * has ended never changes, and how the text arrived makes no difference. Boundaries are those of CommonMark wherever a following
 * line settles them; blocks without an end (an endless paragraph, list or table) are cut into pieces of bounded length.
 */
export class BlockSplitter {
  /** Blocks that have ended, in order. Only ever appended to. */
  readonly finished: Block[] = []
  /** Link reference definitions by folded label, each as its line. */
  readonly definitions = new Map<string, string>()
  #text = ''
  /** Where the first line that is not complete begins. */
  #lineStart = 0
  #open: Open | null = null

  get text(): string {
    return this.#text
  }

  /** Appends text. */
  push(chunk: string): void {
    this.#text += chunk
    for (;;) {
      const newline = this.#text.indexOf('\n', this.#lineStart)
      const end = newline === -1 ? this.#text.length : newline
      if (this.#cutLongLine(end)) continue
      if (newline === -1) return
      this.#open = this.#read(this.#open, this.#lineStart, newline, this.finished)
      this.#lineStart = newline + 1
    }
  }

  /** The blocks that may still change: those of the text after the last finished one, read as if it ended here. */
  tail(): Block[] {
    const blocks: Block[] = []
    let open = this.#open
    if (this.#lineStart < this.#text.length) {
      open = this.#read(open === null ? null : { ...open }, this.#lineStart, this.#text.length, blocks)
    }
    if (open !== null) blocks.push(this.#block(open, this.#text.length, true))
    return blocks
  }

  /** Ends the text: its last line is complete, and nothing is open any more. */
  end(): void {
    if (this.#lineStart < this.#text.length) {
      this.#open = this.#read(this.#open, this.#lineStart, this.#text.length, this.finished)
    }
    if (this.#open !== null) this.finished.push(this.#block(this.#open, this.#text.length, false))
    this.#open = null
    this.#lineStart = this.#text.length
  }

  #block(open: Open, end: number, isOpen: boolean): Block {
    const { start, kind, continues, tableHead } = open
    return { start, kind, source: this.#text.slice(start, end), continues, tableHead, isOpen }
  }

  /** Ends the current line early where it is too long and may be cut. */
  #cutLongLine(lineEnd: number): boolean {
    const start = this.#lineStart
    if (lineEnd - start <= sentenceCut || this.#open?.fence || this.#open?.htmlEnd) return false
    if (this.#open === null && line.openingFence(this.#text.slice(start, start + sentenceCut)) !== null) return false
    const sentence = /[.!?…。！？] /g
    sentence.lastIndex = start + sentenceCut
    const found = sentence.exec(this.#text.slice(0, Math.min(lineEnd, start + spaceCut)))
    let cut = found === null ? -1 : found.index + 2
    if (cut === -1 && lineEnd - start > spaceCut) {
      const space = this.#text.indexOf(' ', start + spaceCut)
      if (space !== -1 && space < Math.min(lineEnd, start + hardCut)) cut = space + 1
      else if (lineEnd - start > hardCut) cut = start + hardCut
    }
    if (cut === -1) return false
    const open = this.#read(this.#open, start, cut, this.finished)
    if (open !== null) this.finished.push(this.#block(open, cut, false))
    this.#open = { ...plain, kind: 'prose', start: cut, lineCount: 0, firstLine: '' }
    this.#lineStart = cut
    return true
  }

  /** Reads one line into the open block, or ends that one and begins another. */
  #read(open: Open | null, start: number, end: number, finished: Block[]): Open | null {
    const text = this.#text.slice(start, end)
    const finish = (block: Open | null, at: number) => {
      if (block !== null && at > block.start) finished.push(this.#block(block, at, false))
      return null
    }
    if (open?.fence) return line.closesFence(text, open.fence) ? finish(open, end) : open
    if (open?.htmlEnd) return open.htmlEnd.test(text) ? finish(open, end) : this.#bounded(open, end, finished)
    if (open?.mathEnd) {
      // TeX's own rule: a formula has no blank line in it. So a stray `$$` does not swallow what follows.
      if (line.isBlank(text)) return finish(open, start)
      return text.trimEnd().endsWith(open.mathEnd) ? finish(open, end) : open
    }
    if (line.isBlank(text)) {
      if (open === null) return null
      return open.list !== null || open.isIndentedCode ? { ...open, afterBlank: true } : finish(open, start)
    }
    const next = open === null ? null : this.#continued(open, text, start, end, finished)
    if (next !== null) return next.kind === 'ended' ? null : next.open
    finish(open, start)
    return this.#begun(text, start, end, finished)
  }

  /** The open block with this line in it; or null where the line is not its own. */
  #continued(open: Open, text: string, start: number, end: number, finished: Block[]): Continued | null {
    const grown = { ...open, lineCount: open.lineCount + 1, afterBlank: false }
    if (open.list !== null) return this.#continuedList(grown, open, text, start, finished)
    if (open.isIndentedCode) return line.indentOf(text) >= 4 ? { kind: 'open', open: grown } : null
    if (open.kind === 'table') {
      if (beginsOther(text, true)) return null
      if (open.lineCount < tableRowsPerBlock + 2) return { kind: 'open', open: grown }
      finished.push(this.#block(open, start, false))
      return { kind: 'open', open: { ...grown, start, continues: true, lineCount: 2 } }
    }
    if (open.isQuote && line.isQuote(text)) return { kind: 'open', open: this.#bounded(grown, start, finished) }
    if (!open.isQuote && open.lineCount >= 1 && line.isSetextUnderline(text)) {
      finished.push(this.#block({ ...open, kind: 'heading' }, end, false))
      return { kind: 'ended' }
    }
    if (isTableStart(open, text)) {
      return { kind: 'open', open: { ...grown, kind: 'table', tableHead: `${open.firstLine}\n${text}\n` } }
    }
    if (beginsOther(text, open.lineCount > 0)) return null
    if (line.definitionLabel(open.firstLine) !== null) this.#noteDefinition(text, finished)
    return { kind: 'open', open: this.#bounded(grown, start, finished) }
  }

  #continuedList(grown: Open, open: Open, text: string, start: number, finished: Block[]): Continued | null {
    const list = open.list
    if (list === null || line.indentOf(text) >= list.contentIndent) return { kind: 'open', open: grown }
    const marker = line.listMarker(text)
    if (marker !== null && marker.type === list.type && (marker.number === null) === (list.number === null)) {
      finished.push(this.#block(open, start, false))
      return { kind: 'open', open: { ...grown, start, continues: true, lineCount: 1, list: marker } }
    }
    // A line that merely goes on with the item's paragraph need not be indented.
    return open.afterBlank || beginsOther(text, false) ? null : { kind: 'open', open: grown }
  }

  /** Continues a block that has grown long in a new one. */
  #bounded(open: Open, start: number, finished: Block[]): Open {
    if (start - open.start <= blockLengthLimit) return open
    finished.push(this.#block(open, start, false))
    return { ...open, start, continues: true, lineCount: 1 }
  }

  #begun(text: string, start: number, end: number, finished: Block[]): Open | null {
    const begin = (block: Partial<Open> & { kind: BlockKind }): Open => ({ ...plain, start, firstLine: text, ...block })
    const fence = line.openingFence(text)
    if (fence !== null) return begin({ kind: 'code', fence })
    if (line.indentOf(text) >= 4) return begin({ kind: 'prose', isIndentedCode: true })
    const isSingle = line.isHeading(text) ? 'heading' : line.isThematicBreak(text) ? 'rule' : null
    if (isSingle !== null) {
      finished.push(this.#block(begin({ kind: isSingle }), end, false))
      return null
    }
    const list = line.listMarker(text)
    if (list !== null) return begin({ kind: 'list', list })
    const htmlEnd = line.openingHtml(text)
    if (htmlEnd !== null) {
      const html = begin({ kind: 'html', htmlEnd })
      // The end may be in the same line, but not in the opening tag itself.
      if (!htmlEnd.test(text.replace(/^ {0,3}<[!?]?/, ''))) return html
      finished.push(this.#block(html, end, false))
      return null
    }
    const mathEnd = line.openingMath(text)
    if (mathEnd !== null) return begin({ kind: 'math', mathEnd })
    this.#noteDefinition(text, finished)
    return begin({ kind: 'prose', isQuote: line.isQuote(text) })
  }

  #noteDefinition(text: string, finished: Block[]): void {
    const label = line.definitionLabel(text)
    if (label !== null && finished === this.finished && !this.definitions.has(label)) this.definitions.set(label, text)
  }
}

type Continued = { kind: 'open'; open: Open } | { kind: 'ended' }

/** Whether this line begins a block that ends the one before it; `inParagraph` adds CommonMark's rules for lists there. */
function beginsOther(text: string, inParagraph: boolean): boolean {
  if (line.openingFence(text) !== null || line.openingHtml(text) !== null || line.openingMath(text) !== null)
    return true
  if (line.isHeading(text) || line.isThematicBreak(text) || line.isQuote(text)) return true
  const marker = line.listMarker(text)
  return marker !== null && (!inParagraph || line.mayInterruptParagraph(marker))
}

/** A delimiter row below a single line with as many cells makes both the head of a table. */
function isTableStart(open: Open, text: string): boolean {
  const isHead = open.lineCount === 1 && !open.isQuote && line.isDelimiterRow(text) && open.firstLine.includes('|')
  return isHead && line.cellCount(open.firstLine) === line.cellCount(text)
}

/** The splitter of a text that is complete. */
export function splitText(text: string): BlockSplitter {
  const splitter = new BlockSplitter()
  splitter.push(text)
  splitter.end()
  return splitter
}
