import { expect, test } from 'vitest'
import { joulesPerKwh } from '#contract/energy.ts'
import type { CarbonFactor } from '#contract/tariff.ts'
import type { PriceInForce } from '../../../../../main/core/cost/pricing.ts'
import { AnswerAccount } from '../../../../../main/core/meter/attribution/answer-account.ts'
import { answerEnergy } from '../../../../../main/core/meter/attribution/answer-energy.ts'
import { aModel } from '../../../../support/accounting-bench.ts'
import { FakeFeed } from '../../../../support/fake-feed.ts'

const german: CarbonFactor = { gramsPerKwh: 342, source: { country: 'DE', publisher: 'Ember', period: '2024' } }
const own: CarbonFactor = { gramsPerKwh: 20, source: null }
const euros = (pricePerKwh: number) => ({ pricePerKwh, currency: 'EUR' })

type Part = Partial<PriceInForce> & { seconds: number; share?: number; isRead?: boolean }

/** The energy of an answer that decodes at a hundred watts under one price after the other. */
function energyOf(parts: readonly Part[], options: Partial<Parameters<typeof answerEnergy>[1]> = {}) {
  const feed = new FakeFeed(() => 0)
  feed.setPower(100)
  const account = new AnswerAccount({
    messageId: 'one',
    conversationId: 'conversation',
    model: aModel(),
    modelsInMemory: [aModel()],
    beganMs: 0,
    startedAtMs: 1_764_000_000_000,
  })
  account.decodingMs = 0
  let fromMs = 0
  for (const { seconds, share = 1, isRead = true, price = null, carbon = null } of parts) {
    const toMs = fromMs + seconds * 1000
    const charged = isRead ? feed.between(fromMs, toMs) : null
    const piece = { fromMs, toMs, atMs: fromMs, charged, price: { price, carbon } }
    account.add(piece, { phase: 'decode', share, answers: share === 1 ? 1 : 2 })
    fromMs = toMs
  }
  account.endedMs = fromMs
  const clock = { toEpochMs: (ms: number) => 1_764_000_000_000 + ms }
  const energy = answerEnergy(account, { feed, clock, amortisation: null, idlePowerW: null, ...options })
  return energy ?? expect.unreachable('nothing was charged')
}

test('money and grams follow from the energy and what was in force, and the source is named', () => {
  const energy = energyOf([{ seconds: 36, price: euros(0.3), carbon: german }])
  expect(energy.money?.amount.central).toBeCloseTo((3600 * 0.3) / joulesPerKwh, 15)
  expect(energy.money?.amount.low).toBeCloseTo((3600 * 0.95 * 0.3) / joulesPerKwh, 15)
  expect(energy.carbon?.grams.central).toBeCloseTo((3600 * 342) / joulesPerKwh, 12)
  expect(energy.carbon).toMatchObject({ gramsPerKwh: 342, source: 'Ember 2024, DE' })
})

test('a tariff that was set in mid-answer prices the energy from then on alone', () => {
  const energy = energyOf([{ seconds: 30 }, { seconds: 10, price: euros(0.4) }])
  expect(energy.money?.prices).toEqual([{ pricePerKwh: 0.4, share: 0.25 }])
  expect(energy.money?.amount.central).toBeCloseTo((1000 * 0.4) / joulesPerKwh, 15)
})

test('a currency that was changed in mid-answer leaves the one of most of its energy', () => {
  const dollars = { pricePerKwh: 0.2, currency: 'USD' }
  const energy = energyOf([
    { seconds: 10, price: euros(0.3) },
    { seconds: 30, price: dollars },
  ])
  expect(energy.money).toMatchObject({ currency: 'USD', prices: [{ pricePerKwh: 0.2, share: 0.75 }] })
  expect(energy.money?.amount.central).toBeCloseTo((3000 * 0.2) / joulesPerKwh, 15)
})

test('a factor that was changed in mid-answer is the mean by energy', () => {
  const energy = energyOf([
    { seconds: 30, carbon: german },
    { seconds: 10, carbon: own },
  ])
  expect(energy.carbon?.gramsPerKwh).toBeCloseTo(342 * 0.75 + 20 * 0.25, 9)
  expect(energy.carbon?.source).toBe('Ember 2024, DE')
  expect(energyOf([{ seconds: 1, carbon: own }]).carbon?.source).toBe('')
})

// The bug: a factor of 342 g that was set in the middle is told as one of 171 g.
test('a factor that was set in mid-answer is told as it is, and the energy before it has no grams', () => {
  const { carbon } = energyOf([{ seconds: 10 }, { seconds: 10, carbon: german }])
  expect(carbon?.gramsPerKwh).toBeCloseTo(342, 9)
  expect(carbon?.grams.central).toBeCloseTo((1000 * 342) / joulesPerKwh, 12)
})

// The bug: the meter is off for half of an answer, and all its tokens share the joules of the other half: half of what a token took.
test('a phase that was not read in all of it tells no joules a token', () => {
  const { decode, gapMs, energyJ } = energyOf([{ seconds: 20 }, { seconds: 5, isRead: false }, { seconds: 15 }])
  expect(gapMs).toBe(5000)
  expect(energyJ.central).toBeCloseTo(3500, 9)
  expect(decode.isTooShort).toBe(true)
  expect(energyOf([{ seconds: 400 }, { seconds: 3, isRead: false }]).decode.isTooShort).toBe(false)
})

test('the hardware’s share goes by the answer’s own time, of which it had a part where several shared it', () => {
  const amortisation = { currency: 'EUR', purchase: 1000, resale: 100, lifetimeHours: 1000, utilisation: 0.5 }
  expect(energyOf([{ seconds: 3600 }], { amortisation }).hardware).toEqual({ currency: 'EUR', amount: 1.8 })
  expect(energyOf([{ seconds: 3600, share: 0.25 }], { amortisation }).hardware?.amount).toBeCloseTo(0.45, 9)
})

test('net is never below zero, and its band stays in order where idling has the wider one', () => {
  const wide = energyOf([{ seconds: 10 }], { idlePowerW: { low: 10, central: 90, high: 200 } })
  expect(wide.netEnergyJ).toEqual({ low: 0, central: 100, high: 850 })
  const more = energyOf([{ seconds: 10 }], { idlePowerW: { low: 150, central: 160, high: 170 } })
  expect(more.netEnergyJ).toEqual({ low: 0, central: 0, high: 0 })
  // The bug: < 0.000000001 J above idle, of a machine that took the same all along.
  const same = energyOf([{ seconds: 0.1 }, { seconds: 0.7 }], {
    idlePowerW: { low: 95, central: 100 - 1e-12, high: 105 },
  })
  expect(same.netEnergyJ).toEqual({ low: 0, central: 0, high: 0 })
})
