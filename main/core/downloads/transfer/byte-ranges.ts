/** From the first byte to the one after the last. */
export type ByteRange = readonly [start: number, end: number]

/** The parts of a file that are there: sorted, and merged where they touch. */
export class ByteRanges {
  #ranges: ByteRange[] = []

  constructor(ranges: Iterable<ByteRange> = []) {
    for (const range of ranges) this.add(range)
  }

  add([start, end]: ByteRange): void {
    if (end <= start) return
    const apart = this.#ranges.filter((other) => other[1] < start || other[0] > end)
    const touching = this.#ranges.filter((other) => other[1] >= start && other[0] <= end)
    const merged: ByteRange = [
      Math.min(start, ...touching.map((other) => other[0])),
      Math.max(end, ...touching.map((other) => other[1])),
    ]
    this.#ranges = [...apart, merged].sort((a, b) => a[0] - b[0])
  }

  get totalBytes(): number {
    return this.#ranges.reduce((sum, [start, end]) => sum + end - start, 0)
  }

  /** How much of the file is there from its first byte on, without a gap. */
  get prefixBytes(): number {
    const first = this.#ranges[0]
    return first !== undefined && first[0] === 0 ? first[1] : 0
  }

  /** The byte after the last one that is there. */
  get end(): number {
    return this.#ranges.at(-1)?.[1] ?? 0
  }

  /**
   * What a file of this size still lacks, in pieces no longer than `pieceBytes`, the first one first. One at a time: the size is a server's
   * word, and may be made of millions of them.
   */
  *missing(sizeBytes: number, pieceBytes: number): Generator<ByteRange, undefined, void> {
    let position = 0
    for (const [start, end] of [...this.#ranges, [sizeBytes, sizeBytes] as const]) {
      for (; position < start; position = Math.min(start, position + pieceBytes)) {
        yield [position, Math.min(start, position + pieceBytes)]
      }
      position = end
    }
  }

  toJSON(): ByteRange[] {
    return [...this.#ranges]
  }
}
