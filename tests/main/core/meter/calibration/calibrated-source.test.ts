import { afterEach, expect, test } from 'vitest'
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
