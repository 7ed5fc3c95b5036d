import { afterEach, expect, test } from 'vitest'
import type { CalibrationProgress } from '#contract/meter.ts'
import { Fault } from '../../../../../main/core/fault.ts'
import { CalibrationMemory } from '../../../../../main/core/meter/calibration/calibration-memory.ts'
import { Calibrator } from '../../../../../main/core/meter/calibration/calibrator.ts'
import { aFoundPlug, aFoundSource } from '../../../../support/fake-collector.ts'
import { settle } from '../../../../support/manual-clock.ts'
import { type PowerBench, startedBench } from '../../../../support/power-bench.ts'
import { tempStore } from '../../../../support/temp-store.ts'

const cpu = aFoundSource()
const plug = aFoundPlug()

let bench: PowerBench
afterEach(() => bench.sources.close())

type RunLoad = (signal: AbortSignal) => Promise<void>

const untilAborted: RunLoad = (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve()))

/** A machine of 25 W and 1.2 times its package at the wall; the package takes 10 W at rest and 70 W under load. */
async function start({ runLoad = untilAborted, loadedW = 70, found = [[cpu], [plug]] } = {}) {
  bench = await startedBench(...found)
  let loads = 0
  const packageW = () => (loads > 0 ? loadedW : 10)
  for (const source of found.flat()) {
    bench.play(source, source.id === plug.id ? () => 25 + 1.2 * packageW() : packageW)
  }
  await bench.run(3000)
  const memory = new CalibrationMemory(tempStore().settings)
  const calibrator = new Calibrator({
    sources: bench.sources,
    memory,
    runLoad: async (signal) => {
      loads += 1
      await runLoad(signal).finally(() => {
        loads -= 1
      })
    },
    monotonicNow: bench.clock.monotonicNow,
    setTimer: bench.clock.setTimer,
    restMs: 10_000,
    loadMs: 15_000,
    settleMs: 2000,
  })
  return { calibrator, memory, loads: () => loads }
}

/** Runs a calibration to its end while time passes. What it is to do at a second of it may be given. */
async function calibrate(
  calibrator: Calibrator,
  at: Record<number, () => void> = {},
  signal = new AbortController().signal,
) {
  const outcome: { progress: CalibrationProgress[]; end: Fault | 'done' | null } = { progress: [], end: null }
  const follow = async () => {
    for await (const one of calibrator.calibrate(signal)) outcome.progress.push(one)
    outcome.end = 'done'
  }
  void follow().catch((error: unknown) => {
    outcome.end = Fault.from(error)
  })
  await settle()
  for (let second = 0; second < 60 && outcome.end === null; second += 1) {
    at[second]?.()
    await bench.run(1000)
  }
  return outcome
}

test('rest, load and rest give the line of this machine, which is kept', async () => {
  const { calibrator, memory, loads } = await start()
  const { progress, end } = await calibrate(calibrator)
  expect(end).toBe('done')
  expect([...new Set(progress.map(({ step }) => step))]).toEqual(['rest', 'load', 'rest-again', 'done'])
  expect(progress.every((one) => one.step === 'done' || (one.progress >= 0 && one.progress < 1))).toBe(true)
  expect(progress.at(-1)).toMatchObject({ step: 'done', fixedW: expect.closeTo(25, 0), factor: expect.closeTo(1.2, 1) })
  expect(memory.state.value).toMatchObject({
    componentIds: [cpu.id],
    fixedW: expect.closeTo(25, 0),
    updatePeriodMs: 100,
  })
  expect(memory.state.value?.residualW).toBeLessThan(1)
  expect(loads()).toBe(0)
})

test('a load that ends early is begun again', async () => {
  let begun = 0
  const runLoad: RunLoad = async (signal) => {
    begun += 1
    const ended = new Promise<void>((resolve) => bench.clock.setTimer(resolve, 4000))
    await Promise.race([ended, untilAborted(signal)])
  }
  const { calibrator } = await start({ runLoad })
  expect((await calibrate(calibrator)).end).toBe('done')
  expect(begun).toBe(4)
})

test('without a plug or a component there is nothing to calibrate', async () => {
  const withoutPlug = await start({ found: [[cpu]] })
  expect((await calibrate(withoutPlug.calibrator)).end).toMatchObject({ code: 'CALIBRATION_NEEDS_PLUG' })
  await bench.sources.close()
  const withoutComponent = await start({ found: [[plug]] })
  expect((await calibrate(withoutComponent.calibrator)).end).toMatchObject({ code: 'CALIBRATION_NEEDS_COMPONENT' })
})

test('a load that takes hardly more than rest is refused, and the calibration before holds', async () => {
  const { calibrator, memory } = await start({ loadedW: 12 })
  const before = { componentIds: [cpu.id], fixedW: 1, factor: 2, residualW: 3, updatePeriodMs: 100 }
  memory.save(before)
  const { end } = await calibrate(calibrator)
  expect(end).toMatchObject({ code: 'CALIBRATION_LOAD_TOO_SMALL', params: { differenceW: expect.closeTo(2, 0) } })
  expect(memory.state.value).toEqual(before)
})

test('a plug that stops in the middle interrupts it, and the load is ended', async () => {
  const { calibrator, loads } = await start()
  const stop = () => bench.collectors[1]?.fail(plug.id, new Fault('METER_PLUG_UNREACHABLE'))
  expect((await calibrate(calibrator, { 14: stop })).end).toMatchObject({ code: 'CALIBRATION_INTERRUPTED' })
  expect(loads()).toBe(0)
})

test('it is interrupted by whoever began it, and by another one', async () => {
  const { calibrator, memory } = await start()
  const controller = new AbortController()
  const aborted = await calibrate(calibrator, { 12: () => controller.abort() }, controller.signal)
  expect(aborted.end).toMatchObject({ code: 'CALIBRATION_INTERRUPTED' })
  let second: ReturnType<typeof calibrate> | null = null
  const first = await calibrate(calibrator, {
    3: () => {
      second = calibrate(calibrator)
    },
  })
  expect(first.end).toMatchObject({ code: 'CALIBRATION_INTERRUPTED' })
  expect(memory.state.value).toBeNull()
  expect(await second).toMatchObject({ end: 'done' })
})

test('what refused the load is said, and nobody waits for its time to pass', async () => {
  const { calibrator } = await start({ runLoad: () => Promise.reject(new Fault('MODEL_NOT_CHOSEN')) })
  const { end, progress } = await calibrate(calibrator)
  expect(end).toMatchObject({ code: 'MODEL_NOT_CHOSEN' })
  expect(progress.map(({ step }) => step)).not.toContain('rest-again')
})

test('a source that was not read for half of the time gives no line', async () => {
  const { calibrator } = await start()
  const sleep = () => {
    bench.clock.epochOffsetMs += 60_000
  }
  const sleeps = Object.fromEntries([2, 3, 4, 5, 6, 7, 8].map((second) => [second, sleep]))
  expect((await calibrate(calibrator, sleeps)).end).toMatchObject({ code: 'CALIBRATION_INTERRUPTED' })
})

// A plug shows a change some seconds late: pairs from just after it would bend the line.
test('leaves out the time in which the plug has not followed yet', async () => {
  const { calibrator, memory, loads } = await start()
  const packageW: { atMs: number; watts: number }[] = []
  bench.play(cpu, (atMs) => {
    const watts = loads() > 0 ? 70 : 10
    packageW.push({ atMs, watts })
    return watts
  })
  bench.play(plug, (atMs) => 25 + 1.2 * (packageW.findLast((one) => one.atMs <= atMs - 1500)?.watts ?? 10))
  await calibrate(calibrator)
  expect(memory.state.value).toMatchObject({ fixedW: expect.closeTo(25), factor: expect.closeTo(1.2) })
})
