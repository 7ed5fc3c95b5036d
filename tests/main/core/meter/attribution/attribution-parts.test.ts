import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aModel, idlingBench } from '../../../../support/accounting-bench.ts'
import { aTariff, nightOf } from '../../../../support/tariffs.ts'

const dayMs = 24 * 60 * 60 * 1000

type Step = {
  kind: 'begin' | 'progress' | 'end' | 'power' | 'models' | 'load'
  who: number
  amount: number
  ms: number
}

const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom('begin', 'progress', 'progress', 'progress', 'end', 'power', 'models', 'load'),
    who: fc.integer({ min: 0, max: 3 }),
    amount: fc.integer({ min: 0, max: 200 }),
    ms: fc.integer({ min: 0, max: 5000 }),
  }),
  { maxLength: 40 },
)

/** Plays the steps, and gives what was measured in all while anything was done with a model. */
function play(list: readonly Step[]) {
  const tariff = aTariff({ periods: [nightOf('17:17', '17:18'), nightOf('17:20', '06:00')] })
  const bench = idlingBench(20, { settings: { tariff, carbon: { gramsPerKwh: 342, source: null } } })
  const startMs = bench.clock.nowMs
  const tokens = new Map<string, number>()
  bench.write('answer 0', 'answer 1', 'answer 2', 'answer 3')
  const over = new Set<string>()
  for (const { kind, who, amount, ms } of list) {
    const id = `answer ${who}`
    if (kind === 'begin' && !tokens.has(id) && !over.has(id)) {
      tokens.set(id, 0)
      bench.begin(id)
    } else if (kind === 'progress' && tokens.has(id)) {
      tokens.set(id, (tokens.get(id) ?? 0) + amount)
      if (amount > 100) bench.decode(id)
      bench.progress(id, 0, tokens.get(id) ?? 0)
    } else if (kind === 'end' && tokens.has(id)) {
      bench.end(id, 0, tokens.get(id) ?? 0)
      tokens.delete(id)
      over.add(id)
    } else if (kind === 'power') bench.feed.setPower(amount > 150 ? null : amount)
    else if (kind === 'models') bench.models(aModel(), ...(amount > 100 ? [aModel('other')] : []))
    else if (kind === 'load') {
      bench.tell({ type: 'load-began', atMs: bench.clock.nowMs, model: aModel() })
      bench.pass(ms)
      bench.tell({ type: 'load-ended', atMs: bench.clock.nowMs, modelId: 'small' })
    }
    bench.pass(ms)
  }
  for (const [id, count] of tokens) bench.end(id, 0, count)
  bench.models()
  const endMs = bench.clock.nowMs
  bench.settle()
  const measured = bench.feed.between(startMs, endMs)?.energyJ.central ?? 0
  return { bench, measured }
}

test('whatever happens, all that is measured is charged once: to answers, loads and idling', () => {
  fc.assert(
    fc.property(steps, (list) => {
      const { bench, measured } = play(list)
      const now = bench.clock.now()
      const { all, answering, loading, idle } = bench.store.energyLedger.totals(now - dayMs, now + dayMs)
      expect(all.energyJ.central).toBeCloseTo(measured, 6)
      expect(answering.energyJ.central + loading.energyJ.central + idle.energyJ.central).toBeCloseTo(measured, 6)
    }),
    { numRuns: 30 },
  )
})

test('whatever happens, no figure of an answer is negative or out of its band, and its parts add up', () => {
  fc.assert(
    fc.property(steps, (list) => {
      for (const { energy } of play(list).bench.known) {
        const { prefill, decode, money, carbon, netEnergyJ, energyJ, sources } = energy
        for (const range of [prefill.energyJ, decode.energyJ, energyJ, netEnergyJ, money?.amount, carbon?.grams]) {
          if (!range) continue
          expect(range.low).toBeGreaterThanOrEqual(0)
          expect(range.low).toBeLessThanOrEqual(range.central)
          expect(range.central).toBeLessThanOrEqual(range.high)
        }
        const phases = (prefill.energyJ?.central ?? 0) + (decode.energyJ?.central ?? 0)
        expect(phases).toBeCloseTo(energyJ.central, 6)
        expect(sources.reduce((sum, source) => sum + source.energyJ.central, 0)).toBeCloseTo(energyJ.central, 6)
        const shares = money?.prices.reduce((sum, { share }) => sum + share, 0) ?? 1
        if (energyJ.central > 0) expect(shares).toBeCloseTo(1, 9)
        expect(energy.gapMs).toBeGreaterThanOrEqual(0)
        expect(energy.endedAtMs).toBeGreaterThanOrEqual(energy.startedAtMs)
      }
    }),
    { numRuns: 30 },
  )
})
