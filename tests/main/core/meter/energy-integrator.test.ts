import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EnergyIntegrator } from '../../../../main/core/meter/energy-integrator.ts'
import type { FoundSource } from '../../../../main/core/ports/power-collector.ts'

type Options = Partial<Pick<FoundSource, 'updatePeriodMs' | 'wrapJ' | 'errorShare'>>

function integratorOf(options: Options = {}): EnergyIntegrator {
  return new EnergyIntegrator({ updatePeriodMs: 100, wrapJ: null, errorShare: null, ...options })
}
const sourceId = 'a'
function count(integrator: EnergyIntegrator, readings: readonly (readonly [atMs: number, joules: number])[]): void {
  for (const [atMs, joules] of readings) integrator.add({ kind: 'counter', sourceId, atMs, joules })
}
function sense(integrator: EnergyIntegrator, readings: readonly (readonly [atMs: number, watts: number])[]): void {
  for (const [atMs, watts] of readings) integrator.add({ kind: 'power', sourceId, atMs, watts })
}
const centralOf = (integrator: EnergyIntegrator, fromMs: number, toMs: number) =>
  integrator.between(fromMs, toMs).energyJ.central

// A sine of 2 s about 50 W, whose integral is known, as a counter and as a sensor at 10 Hz with a trembling clock.
const wattsAt = (atMs: number) => 50 + 30 * Math.sin((atMs / 1000) * Math.PI)
const joulesUntil = (atMs: number) => (50 * atMs) / 1000 + (30 / Math.PI) * (1 - Math.cos((atMs / 1000) * Math.PI))
const trembling = Array.from({ length: 301 }, (_, index) => index * 100 + ((index * 37) % 21))

test.each([
  [
    'counter',
    (integrator: EnergyIntegrator) =>
      count(
        integrator,
        trembling.map((at) => [at, joulesUntil(at)]),
      ),
  ],
  [
    'power',
    (integrator: EnergyIntegrator) =>
      sense(
        integrator,
        trembling.map((at) => [at, wattsAt(at)]),
      ),
  ],
])('a known trace is integrated to 1 %%: %s', (_kind, read) => {
  const integrator = integratorOf()
  read(integrator)
  for (const [fromMs, toMs] of [
    [0, 30_000],
    [1234, 17_890],
    [5000, 6000],
  ] as const) {
    const truth = joulesUntil(toMs) - joulesUntil(fromMs)
    expect(Math.abs(centralOf(integrator, fromMs, toMs) / truth - 1)).toBeLessThan(0.01)
    expect(integrator.between(fromMs, toMs).coveredMs).toBeCloseTo(toMs - fromMs)
  }
})

test('a counter that wraps goes on, and its wrap may fall into a window', () => {
  const integrator = integratorOf({ wrapJ: 65_532 })
  count(integrator, [
    [0, 65_520],
    [100, 65_530],
    [200, 8],
    [300, 18],
  ])
  expect(centralOf(integrator, 0, 300)).toBeCloseTo(30)
  expect(integrator.between(0, 300).coveredMs).toBe(300)
})

// A driver that starts again counts from 0: taken for a wrap that would be 65 kJ in a tenth of a second.
test.each([[65_532], [null]])('a counter that goes back without a wrap leaves a gap (wrap at %s)', (wrapJ) => {
  const integrator = integratorOf({ wrapJ })
  count(integrator, [
    [0, 1000],
    [100, 1010],
    [200, 2],
    [300, 12],
  ])
  expect(centralOf(integrator, 0, 300)).toBeCloseTo(20)
  expect(integrator.between(0, 300).coveredMs).toBe(200)
})

test('a counter that leaps by more than any machine takes leaves a gap', () => {
  const integrator = integratorOf()
  count(integrator, [
    [0, 0],
    [100, 10],
    [200, 5_000_010],
    [300, 5_000_020],
  ])
  expect(centralOf(integrator, 0, 300)).toBeCloseTo(20)
})

// Two reads a millisecond apart, on both sides of a counter's update: 40 J in it are no 40 kW.
test('a counter that is read twice about its update goes on', () => {
  const integrator = integratorOf()
  count(integrator, [
    [0, 0],
    [99, 0],
    [100, 40],
  ])
  expect(centralOf(integrator, 0, 100)).toBeCloseTo(40)
})

test('a hole of more than five periods and three seconds is a gap, a shorter one is bridged', () => {
  const integrator = integratorOf()
  sense(integrator, [
    [0, 10],
    [2900, 10],
    [6000, 10],
    [6100, 10],
  ])
  expect(centralOf(integrator, 0, 2900)).toBeCloseTo(29)
  expect(integrator.between(0, 6100)).toMatchObject({ coveredMs: 3000 })
  expect(centralOf(integrator, 2900, 6000)).toBe(0)
  const slow = integratorOf({ updatePeriodMs: 1000 })
  sense(slow, [
    [0, 10],
    [5000, 10],
    [10_001, 10],
  ])
  expect(slow.between(0, 11_000).coveredMs).toBe(5000)
})

test('before the first reading and after the last nothing is invented', () => {
  const integrator = integratorOf()
  expect(integrator.between(0, 1000)).toEqual({ energyJ: { low: 0, central: 0, high: 0 }, coveredMs: 0 })
  sense(integrator, [
    [1000, 20],
    [2000, 20],
  ])
  expect(centralOf(integrator, 0, 5000)).toBeCloseTo(20)
  expect(integrator.between(0, 5000).coveredMs).toBe(1000)
  expect(integrator.between(2000, 5000).coveredMs).toBe(0)
})

test('silence ends a stretch', () => {
  const integrator = integratorOf()
  sense(integrator, [
    [0, 20],
    [100, 20],
  ])
  integrator.add({ kind: 'silent', sourceId, atMs: 200 })
  sense(integrator, [
    [300, 20],
    [400, 20],
  ])
  expect(integrator.between(0, 400).coveredMs).toBe(200)
  expect(centralOf(integrator, 100, 300)).toBe(0)
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, -5, 1e9])('%s is no power', (watts) => {
  const integrator = integratorOf()
  sense(integrator, [
    [0, 20],
    [100, watts],
    [200, 20],
  ])
  expect(centralOf(integrator, 0, 200)).toBeCloseTo(4)
})

test('a reading from before the newest is left out', () => {
  const integrator = integratorOf()
  sense(integrator, [
    [0, 20],
    [200, 20],
    [100, 1000],
    [300, 20],
  ])
  expect(centralOf(integrator, 0, 300)).toBeCloseTo(6)
})

test('the band is that of the readings and of the instrument', () => {
  const integrator = integratorOf({ errorShare: { below: 0.1, above: 0.2 } })
  const watts = { low: 10, central: 20, high: 40 }
  integrator.add({ kind: 'power', sourceId, atMs: 0, watts })
  integrator.add({ kind: 'power', sourceId, atMs: 1000, watts })
  expect(integrator.between(0, 500).energyJ).toEqual({ low: 4.5, central: 10, high: 24 })
})

test('a quarter of an hour at full rate is remembered, and what is older is gone', () => {
  const integrator = integratorOf()
  for (let atMs = 0; atMs <= 2_000_000; atMs += 100) sense(integrator, [[atMs, 36]])
  expect(integrator.between(2_000_000 - 900_000, 2_000_000)).toMatchObject({
    energyJ: { central: expect.closeTo(36 * 900) },
    coveredMs: 900_000,
  })
  expect(integrator.between(0, 500_000).coveredMs).toBe(0)
})

test('pieces add up to the whole, the band is in order, and nothing is negative', () => {
  const reading = fc.record({
    stepMs: fc.integer({ min: 1, max: 5000 }),
    low: fc.double({ min: 0, max: 300, noNaN: true }),
    up: fc.double({ min: 0, max: 100, noNaN: true }),
  })
  fc.assert(
    fc.property(
      fc.array(reading, { maxLength: 40 }),
      fc.array(fc.double({ min: -1000, max: 210_000, noNaN: true }), { minLength: 3, maxLength: 3 }),
      (readings, instants) => {
        const integrator = integratorOf({ errorShare: { below: 0.05, above: 0.05 } })
        let atMs = 0
        for (const { stepMs, low, up } of readings) {
          atMs += stepMs
          integrator.add({ kind: 'power', sourceId, atMs, watts: { low, central: low + up, high: low + 3 * up } })
        }
        const [fromMs = 0, middleMs = 0, toMs = 0] = instants.toSorted((one, other) => one - other)
        const whole = integrator.between(fromMs, toMs)
        const parts = [integrator.between(fromMs, middleMs), integrator.between(middleMs, toMs)]
        const sum = (pick: (part: typeof whole) => number) => parts.reduce((total, part) => total + pick(part), 0)
        expect(sum(({ energyJ }) => energyJ.central)).toBeCloseTo(whole.energyJ.central, 6)
        expect(sum(({ coveredMs }) => coveredMs)).toBeCloseTo(whole.coveredMs, 6)
        for (const { energyJ } of [whole, ...parts]) {
          expect(energyJ.low).toBeGreaterThanOrEqual(0)
          expect(energyJ.central).toBeGreaterThanOrEqual(energyJ.low)
          expect(energyJ.high).toBeGreaterThanOrEqual(energyJ.central)
        }
        let gapMs = 0
        integrator.ring.eachGap(fromMs, toMs, (gapFromMs, gapToMs) => {
          expect(gapToMs).toBeGreaterThan(gapFromMs)
          gapMs += gapToMs - gapFromMs
        })
        if (toMs > fromMs) expect(gapMs + whole.coveredMs).toBeCloseTo(toMs - fromMs, 6)
      },
    ),
  )
})

test('the edges of a load between two rests may be wrong by two periods of the rise', () => {
  const integrator = integratorOf()
  for (let atMs = 0; atMs <= 30_000; atMs += 100) {
    sense(integrator, [[atMs, atMs > 10_000 && atMs < 20_000 ? 110 : 10]])
  }
  const edges = integrator.edgeErrorJ(10_000, 'begin', 10_000) + integrator.edgeErrorJ(20_000, 'end', 10_000)
  const atRest = integrator.edgeErrorJ(3000, 'begin', 2000) + integrator.edgeErrorJ(5000, 'end', 2000)
  expect(edges).toBeCloseTo(2 * 0.1 * 100)
  expect(atRest).toBeCloseTo(0)
})

test('where nothing is known outside of a window all of the power may be the error of its edge', () => {
  const integrator = integratorOf()
  sense(integrator, [
    [0, 50],
    [100, 50],
    [200, 50],
    [300, 50],
  ])
  expect(integrator.edgeErrorJ(0, 'begin', 300)).toBeCloseTo(5)
})
