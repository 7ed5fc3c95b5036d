/** A point by its goodness: the more, the better, in both directions. */
export type Goodness = { variant: number; x: number; y: number }

/** The variants that no other one beats or equals in both directions, the worst by x first: the steps go through them. */
export function paretoFront(points: readonly Goodness[]): number[] {
  const front: Goodness[] = []
  for (const point of points.toSorted((a, b) => b.x - a.x || b.y - a.y)) {
    const best = front.at(-1)
    if (best === undefined || point.y > best.y) front.push(point)
  }
  return front.reverse().map(({ variant }) => variant)
}
