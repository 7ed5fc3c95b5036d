import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** The order of the variants in each block: random, and the same for the same seed, so that a run that goes on keeps its order. */
export function blockOrders(seed: number, variants: number, blocks: number): number[][] {
  const random = xoroshiro128plus(seed)
  return Array.from({ length: blocks }, () => {
    const order = Array.from({ length: variants }, (_, variant) => variant)
    // Fisher and Yates.
    for (let last = order.length - 1; last > 0; last -= 1) {
      const other = uniformInt(random, 0, last)
      const moved = order[last] ?? last
      order[last] = order[other] ?? other
      order[other] = moved
    }
    return order
  })
}

/** The seed of the random tokens of a block: the same for all variants, so that pairs are of the same work. */
export function tokenSeed(seed: number, block: number): number {
  return (seed + Math.imul(block + 1, 0x9e3779b1)) >>> 0
}
