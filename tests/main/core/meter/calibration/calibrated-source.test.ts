import { afterEach, expect, test } from 'vitest'
import { CalibratedSource } from '../../../../../main/core/meter/calibration/calibrated-source.ts'
import { MeteredSource } from '../../../../../main/core/meter/metered-source.ts'
import { aFoundGpu, aFoundPlug, aFoundSource } from '../../../../support/fake-collector.ts'
import { type PowerBench, startedBench } from '../../../../support/power-bench.ts'

const cpu = aFoundSource()
const gpu = aFoundGpu()
const plug = aFoundPlug()
const calibration = { componentIds: [cpu.id, gpu.id], fixedW: 20, factor: 1.1, residualW: 3, updatePeriodMs: 100 }
const id = 'calibrated:machine'

let bench: PowerBench
afterEach(() => bench.sources.close())

const chargedIds = () => bench.sources.state.value.filter(({ isCharged }) => isCharged).map((source) => source.id)
const shown = () => bench.sources.state.value.find((source) => source.id === id)

async function calibratedBench(...more: Parameters<typeof startedBench>): Promise<PowerBench> {
  bench = await startedBench([cpu], [gpu], ...more)
  bench.calibration.set(calibration)
  bench.play(cpu, () => 30)
  bench.play(gpu, () => 100)
  await bench.run(2000)
  return bench
}

test('a calibrated machine is charged in place of its parts, with twice the residual to both sides', async () => {
  await calibratedBench()
  const fromMs = bench.clock.nowMs
  await bench.run(10_000)
  expect(chargedIds()).toEqual([id])
  const energy = bench.sources.between(fromMs, fromMs + 9000)
  expect(energy).toMatchObject({
    provenance: 'estimated',
    scopes: ['whole-machine'],
    leavesOut: [],
    coveredMs: expect.closeTo(9000),
  })
  expect(energy?.energyJ.central).toBeCloseTo(9 * (20 + 1.1 * 130))
  expect(energy?.energyJ.low).toBeCloseTo(9 * (20 + 1.1 * 130 - 6))
  expect(energy?.energyJ.high).toBeCloseTo(9 * (20 + 1.1 * 130 + 6))
  expect(shown()).toMatchObject({ state: 'live', collector: 'calibrated', powerW: { central: expect.closeTo(163) } })
})

// Without the card its sum would be a third of what the wall says.
test('it ends where one of its components is lost, and begins again with it', async () => {
  await calibratedBench()
  bench.play(gpu, () => null)
  await bench.run(3000)
  expect(chargedIds()).toEqual([cpu.id])
  expect(shown()).toMatchObject({ state: 'silent', powerW: null })
  bench.play(gpu, () => 100)
  await bench.run(2000)
  expect(chargedIds()).toEqual([id])
})

test('a plug goes before it', async () => {
  await calibratedBench([plug])
  bench.play(plug, () => 165)
  await bench.run(3000)
  expect(chargedIds()).toEqual([plug.id])
  expect(shown()).toMatchObject({ coveredById: plug.id })
})

test('it can be turned off and forgotten, and is not charged for other components', async () => {
  await calibratedBench()
  bench.changeMeter({ offSources: [id] })
  await bench.run(500)
  expect(shown()?.state).toBe('off')
  expect(chargedIds()).toEqual([cpu.id, gpu.id])
  bench.changeMeter({ offSources: [] })
  await bench.run(500)
  expect(chargedIds()).toEqual([id])
  bench.calibration.set({ ...calibration, componentIds: [cpu.id, 'nvidia-smi:another'] })
  await bench.run(500)
  expect(chargedIds()).toEqual([cpu.id, gpu.id])
  bench.calibration.set(null)
  await bench.run(500)
  expect(shown()).toBeUndefined()
})

// The bug: what a component does not know of a moment is taken for nothing, and the machine for one that took less.
test('where a component has a gap it has one too', () => {
  const parts = [cpu, gpu].map((found) => new MeteredSource(found))
  const machine = new CalibratedSource(calibration)
  for (let atMs = 0; atMs <= 4000; atMs += 100) {
    for (const part of parts) {
      // The package's counter is set to 0 in between.
      const joules = atMs < 2000 ? 500 + atMs * 0.03 : (atMs - 2000) * 0.03
      const sourceId = part.found.id
      part.take(
        part.found === cpu
          ? { kind: 'counter', sourceId, atMs, joules }
          : { kind: 'power', sourceId, atMs, watts: 100 },
      )
    }
    if (atMs % 200 === 0) machine.advance((sourceId) => parts.find(({ found }) => found.id === sourceId), atMs)
  }
  const { energyJ, coveredMs } = machine.metered.energy.between(0, 4000)
  expect(coveredMs).toBeLessThanOrEqual(3900)
  expect(coveredMs).toBeGreaterThanOrEqual(3700)
  expect(energyJ.central / (coveredMs / 1000)).toBeCloseTo(20 + 1.1 * 130)
})
