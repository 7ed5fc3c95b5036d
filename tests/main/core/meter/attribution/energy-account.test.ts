import { expect, test } from 'vitest'
import { EnergyAccount } from '../../../../../main/core/meter/attribution/energy-account.ts'
import { FakeFeed } from '../../../../support/fake-feed.ts'

// The bug: money of a part of the energy that passed for the money of all.
test('a sum says how much of its energy no price was in force for', () => {
  const feed = new FakeFeed(() => 0)
  feed.setPower(100)
  const account = new EnergyAccount()
  const pieceOf = (fromMs: number, toMs: number, pricePerKwh: number | null) => ({
    fromMs,
    toMs,
    atMs: fromMs,
    charged: feed.between(fromMs, toMs),
    price: { price: pricePerKwh === null ? null : { currency: 'EUR', pricePerKwh }, carbon: null },
  })
  account.add(pieceOf(0, 30_000, null), 1)
  expect(account.sum()).toMatchObject({ money: [], unpricedJ: expect.closeTo(3000, 6) })
  account.add(pieceOf(30_000, 40_000, 0.4), 1)
  expect(account.sum().unpricedJ).toBeCloseTo(3000, 6)
})
