import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ChargeLog } from '../../../../main/core/meter/charge-log.ts'
import { chooseCharged } from '../../../../main/core/meter/choose-charged.ts'
import { MeteredSource } from '../../../../main/core/meter/metered-source.ts'
import { aFoundGpu, aFoundPlug, aFoundSource } from '../../../support/fake-collector.ts'

const found = [aFoundSource({ kind: 'power' }), aFoundGpu(), aFoundPlug({ updatePeriodMs: 100 })]
/** Of package, card and plug: the plug has both and the rest. */
const watts = [30, 100, 150]
const mostW = 150

/** Plays which of the three are heard in each half second, and returns what is known of the time. */
function play(heard: readonly (readonly boolean[])[]): { log: ChargeLog; settled: { atMs: number; knownJ: number }[] } {
  const sources = found.map((one) => new MeteredSource(one))
  const log = new ChargeLog(0)
  const settled: { atMs: number; knownJ: number }[] = []
  for (let beat = 0; beat < heard.length * 5; beat += 1) {
    const nowMs = beat * 100
    for (const [index, source] of sources.entries()) {
      if (!heard[Math.floor(beat / 5)]?.[index]) continue
      source.take({ kind: 'power', sourceId: source.found.id, atMs: nowMs, watts: watts[index] ?? 0 })
    }
    const candidates = sources.map((source) => ({ found: source.found, isLive: source.isLiveAt(nowMs) }))
    const choice = chooseCharged(candidates, { countPlatform: false, hasGpu: true })
    const chosen = choice.ids.flatMap((id) => sources.find((source) => source.found.id === id) ?? [])
    if (chosen.length !== log.sources.length || chosen.some((source, index) => source !== log.sources[index])) {
      log.change(choice, chosen, nowMs)
    }
    log.settle(nowMs)
    settled.push({ atMs: log.settledMs, knownJ: log.between(0, log.settledMs)?.energyJ.central ?? 0 })
  }
  return { log, settled }
}

const anyHeard = fc.array(fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 40 })

test('whatever comes and goes, no instant is charged twice, and parts add up to the whole', () => {
  fc.assert(
    fc.property(anyHeard, fc.double({ min: 0, max: 1, noNaN: true }), (heard, share) => {
      const { log } = play(heard)
      const endMs = heard.length * 500
      for (let atMs = 0; atMs < endMs; atMs += 50) {
        const { energyJ, coveredMs } = log.between(atMs, atMs + 50) ?? { energyJ: { central: 0 }, coveredMs: 0 }
        expect(energyJ.central).toBeLessThanOrEqual(mostW * 0.05 + 1e-6)
        expect(coveredMs).toBeLessThanOrEqual(50 + 1e-6)
      }
      const of = (fromMs: number, toMs: number) => log.between(fromMs, toMs)?.energyJ.central ?? 0
      expect(of(0, share * endMs) + of(share * endMs, endMs)).toBeCloseTo(of(0, endMs), 6)
      expect(log.edgeErrorJ(0, endMs)).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('what is settled never changes and never goes back', () => {
  fc.assert(
    fc.property(anyHeard, (heard) => {
      const { log, settled } = play(heard)
      let before = 0
      for (const { atMs, knownJ } of settled) {
        expect(atMs).toBeGreaterThanOrEqual(before)
        expect(log.between(0, atMs)?.energyJ.central ?? 0).toBeCloseTo(knownJ, 6)
        before = atMs
      }
    }),
  )
})

// The bug: what is charged instead begins where the last of the lost ones ends, and the second between has a gap.
test('where several are lost, the next is charged from where the first of them ends', () => {
  const [cpu, gpu, plug] = found.map((one) => new MeteredSource(one))
  expect.assert(cpu !== undefined && gpu !== undefined && plug !== undefined)
  const log = new ChargeLog(0)
  const both = chooseCharged(
    [cpu, gpu].map((source) => ({ found: source.found, isLive: true })),
    {
      countPlatform: false,
      hasGpu: true,
    },
  )
  for (let atMs = 0; atMs <= 5000; atMs += 100) {
    if (atMs <= 1000) cpu.take({ kind: 'power', sourceId: cpu.found.id, atMs, watts: 30 })
    if (atMs <= 2000) gpu.take({ kind: 'power', sourceId: gpu.found.id, atMs, watts: 100 })
    plug.take({ kind: 'power', sourceId: plug.found.id, atMs, watts: 150 })
    if (atMs === 100) log.change(both, [cpu, gpu], atMs)
  }
  log.change(chooseCharged([{ found: plug.found, isLive: true }], { countPlatform: false, hasGpu: true }), [plug], 5000)
  expect(log.between(1000, 5000)).toMatchObject({
    coveredMs: expect.closeTo(4000),
    energyJ: { central: expect.closeTo(600) },
  })
})
