import { describe, expect, it } from 'vitest'
import { blockOrders, tokenSeed } from '../../../../../main/core/lab/run/block-orders.ts'
import { isEnough, likelyBlocks } from '../../../../../main/core/lab/run/is-precise.ts'

describe('the order within blocks', () => {
  it('has each variant once, is the same for the same seed, and another for another', () => {
    const orders = blockOrders(7, 6, 20)
    for (const order of orders) expect(order.toSorted()).toEqual([0, 1, 2, 3, 4, 5])
    expect(blockOrders(7, 6, 20)).toEqual(orders)
    // A run whose most blocks were raised goes on as it began.
    expect(blockOrders(7, 6, 30).slice(0, 20)).toEqual(orders)
    expect(blockOrders(8, 6, 20)).not.toEqual(orders)
  })

  // The bug: one variant tends to come first, and what warms up or drifts within a block is taken for its speed.
  it('puts each variant as often at each place', () => {
    const counts = Array(16).fill(0)
    for (const order of blockOrders(1, 4, 4000))
      for (const [place, variant] of order.entries()) counts[place * 4 + variant] += 1
    for (const count of counts) expect(count).toBeGreaterThan(880)
    for (const count of counts) expect(count).toBeLessThan(1120)
  })

  it('has random tokens of its own for each block, the same for all variants', () => {
    const seeds = Array.from({ length: 100 }, (_, block) => tokenSeed(4_294_967_295, block))
    expect(new Set(seeds).size).toBe(100)
    for (const seed of seeds) expect(seed).toBe(seed >>> 0)
  })
})

describe('whether there are enough blocks', () => {
  const rates = (...each: number[]) => each.map((tokensPerSecond) => ({ variant: 0, test: 0, tokensPerSecond }))
  const plan = { least: 3, most: 10, targetShare: 0.02 }

  it('goes by the widest interval of all means, after the least and up to the most', () => {
    const narrow = rates(100, 100.1, 99.9)
    const wide = [...narrow, ...rates(90, 100, 110).map((one) => ({ ...one, variant: 1 }))]
    expect([isEnough(narrow, 2, plan), isEnough(narrow, 3, plan)]).toEqual([false, true])
    expect([isEnough(wide, 3, plan), isEnough(wide, 9, plan), isEnough(wide, 10, plan)]).toEqual([false, false, true])
    expect(isEnough(wide, 3, { ...plan, targetShare: null })).toBe(true)
    // One value alone has no interval, and a mean of nothing no share.
    expect([isEnough(rates(100), 3, plan), isEnough(rates(0, 0, 0), 3, plan)]).toEqual([false, false])
  })

  it('is forecast by the root of their number', () => {
    const some = rates(96, 100, 104, 98, 102)
    const likely = likelyBlocks(some, 5, { ...plan, most: 100 })
    expect(likely).toBeGreaterThan(10)
    expect(likely).toBeLessThan(40)
    expect(likelyBlocks(some, 5, plan)).toBe(10)
    expect(likelyBlocks(rates(100, 100.1, 99.9), 3, plan)).toBe(3)
    expect(likelyBlocks([], 0, plan)).toBe(3)
  })
})
