/** A rectangle in px. */
export type Box = { left: number; top: number; right: number; bottom: number }

/** A label that wants to stand beside a point. */
export type LabelWish = { x: number; y: number; widthPx: number; heightPx: number; gapPx: number }

/** Where it stands. `anchor` is the side of it that is towards the point. */
export type PlacedLabel = Box & { anchor: 'start' | 'middle' | 'end' }

/** How much of one rectangle lies in another, in square px. */
export const overlap = (one: Box, other: Box): number =>
  Math.max(0, Math.min(one.right, other.right) - Math.max(one.left, other.left)) *
  Math.max(0, Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top))

const areaOutside = (box: Box, bounds: Box): number =>
  (box.right - box.left) * (box.bottom - box.top) - overlap(box, bounds)

/** A hairline that runs through a word is as bad as a mark below it, though there is hardly any of it. */
const costOfCovering = (areaPx: number): number => (areaPx > 0 ? 60 + 3 * areaPx : 0)

/** Where a label may stand, the best first: to the right and above, to the left and below, and so on; then farther away. */
function* candidates({ x, y, widthPx, heightPx, gapPx }: LabelWish): Generator<PlacedLabel, void, void> {
  for (const distance of [gapPx, gapPx + 10, gapPx + 24]) {
    const across = [
      { left: x + distance, anchor: 'start' },
      { left: x - distance - widthPx, anchor: 'end' },
    ] as const
    const along = [y - heightPx - distance / 3, y + distance / 3, y - heightPx / 2]
    for (const top of along) {
      for (const { left, anchor } of across) {
        yield { left, top, right: left + widthPx, bottom: top + heightPx, anchor }
      }
    }
    for (const top of [y - heightPx - distance, y + distance]) {
      const left = x - widthPx / 2
      yield { left, top, right: left + widthPx, bottom: top + heightPx, anchor: 'middle' }
    }
  }
}

/**
 * Puts labels beside their points so that they cover neither each other nor what is drawn, and stay in the picture; where that cannot be,
 * so that they cover the least. Those that come first choose first.
 */
export function placeLabels(wishes: readonly LabelWish[], obstacles: readonly Box[], bounds: Box): PlacedLabel[] {
  const placed: PlacedLabel[] = []
  for (const wish of wishes) {
    let best: PlacedLabel | null = null
    let least = Number.POSITIVE_INFINITY
    let rank = 0
    for (const candidate of candidates(wish)) {
      const cost =
        placed.reduce((sum, other) => sum + 4 * costOfCovering(overlap(candidate, other)), 0) +
        obstacles.reduce((sum, obstacle) => sum + costOfCovering(overlap(candidate, obstacle)), 0) +
        10 * areaOutside(candidate, bounds) +
        rank
      if (cost < least) {
        best = candidate
        least = cost
      }
      rank += 2
    }
    if (best !== null) placed.push(best)
  }
  return placed
}
