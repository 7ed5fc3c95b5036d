import { expect, test } from 'vitest'
import { IdleBaseline } from '../../../../../main/core/meter/attribution/idle-baseline.ts'
import { aModel } from '../../../../support/accounting-bench.ts'
import { FakeFeed } from '../../../../support/fake-feed.ts'
import { ManualClock } from '../../../../support/manual-clock.ts'

/** A baseline that is fed a tenth of a second at a time, of a machine with one model in memory. */
function baselineBench(remembered: string | null = null) {
  const clock = new ManualClock()
  const feed = new FakeFeed(clock.monotonicNow)
  const memory = {
    text: remembered,
    recall: () => memory.text,
    remember: (_: string, text: string | null) => {
      memory.text = text
    },
  }
  const baseline = new IdleBaseline(memory, clock.nowMs)
  return {
    baseline,
    memory,
    clock,
    feed,
    idle(ms: number, models = [aModel()], stepMs = 100) {
      for (let passedMs = 0; passedMs < ms; passedMs += stepMs) {
        const fromMs = clock.nowMs
        clock.advance(stepMs)
        const piece = { fromMs, toMs: clock.nowMs, atMs: clock.now(), charged: feed.between(fromMs, clock.nowMs) }
        baseline.add({ ...piece, price: { price: null, carbon: null } }, models)
      }
    },
    powerW: (models = [aModel()]) => baseline.powerW(models, [feed.source])?.central ?? null,
  }
}

test('is known after half a minute of rest, without the seconds in which the machine comes to rest', () => {
  const bench = baselineBench()
  bench.feed.setPower(80)
  bench.idle(5000)
  bench.feed.setPower(12)
  bench.idle(29_000)
  expect(bench.powerW()).toBeNull()
  bench.idle(2000)
  expect(bench.powerW()).toBeCloseTo(12, 9)
})

test('counts the rests between answers together, each without its begin', () => {
  const bench = baselineBench()
  bench.feed.setPower(12)
  bench.idle(25_000)
  bench.baseline.noteBusy(bench.clock.nowMs)
  bench.feed.setPower(70)
  bench.idle(4900)
  bench.feed.setPower(12)
  bench.idle(12_000)
  expect(bench.powerW()).toBeCloseTo(12, 9)
})

test('is not raised by another program that works for less than half of the time', () => {
  const bench = baselineBench()
  bench.feed.setPower(12)
  bench.idle(5000)
  for (let round = 0; round < 4; round += 1) {
    bench.feed.setPower(60)
    bench.idle(4000)
    bench.feed.setPower(12)
    bench.idle(6000)
  }
  expect(bench.powerW()).toBeCloseTo(12, 9)
})

test('follows a machine that takes more from now on', () => {
  const bench = baselineBench()
  bench.feed.setPower(12)
  bench.idle(60_000)
  bench.feed.setPower(20)
  bench.idle(300_000)
  expect(bench.powerW()).toBeCloseTo(20, 9)
})

test('of a source that is read each ten seconds is known from three of its readings', () => {
  const bench = baselineBench()
  bench.feed.setPower(12)
  bench.idle(10_000)
  bench.idle(30_000, [aModel()], 10_000)
  expect(bench.powerW()).toBeCloseTo(12, 9)
})

test('holds for the models that were in memory, in any order, and for no others', () => {
  const bench = baselineBench()
  bench.feed.setPower(12)
  bench.idle(40_000, [aModel('a'), aModel('b')])
  expect(bench.powerW([aModel('b'), aModel('a')])).toBeCloseTo(12, 9)
  expect(bench.powerW([aModel('a')])).toBeNull()
})

test('is remembered when its rest is over, and what is broken in the memory is measured anew', () => {
  const bench = baselineBench()
  bench.feed.setPower(12)
  bench.idle(40_000)
  bench.baseline.save()
  expect(bench.memory.text).toBeNull()
  bench.baseline.noteBusy(bench.clock.nowMs)
  bench.baseline.save()
  expect(baselineBench(bench.memory.text).powerW()).toBeCloseTo(12, 9)
  for (const broken of ['{', '[{"modelIds":["small"]}]', '{"modelIds":[]}']) {
    expect(baselineBench(broken).powerW()).toBeNull()
  }
})
