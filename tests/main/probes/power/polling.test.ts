import { expect, test } from 'vitest'
import type { FoundSource, PowerReading } from '../../../../main/core/ports/power-collector.ts'
import { poll, pollSources } from '../../../../main/probes/power/polling.ts'
import { ManualTimer } from '../../../support/manual-timer.ts'

/** A clock that goes with its timer, and a signal. */
function bench() {
  const timer = new ManualTimer()
  const clock = { nowMs: 0 }
  const ended = new AbortController()
  const advance = (ms: number, stepMs = 1) => {
    for (let passed = 0; passed < ms; passed += stepMs) {
      clock.nowMs += stepMs
      timer.advance(stepMs)
    }
  }
  const options = { monotonicNow: () => clock.nowMs, setTimer: timer.set, signal: ended.signal }
  return { timer, clock, ended, advance, options, onFailure: (error: unknown) => expect.unreachable(String(error)) }
}

const aSource = (id: string): FoundSource => ({
  id,
  collector: 'rapl',
  name: id,
  deviceKey: 'cpu:0',
  scope: 'cpu-package',
  provenance: 'device-counter',
  updatePeriodMs: 100,
  kind: 'counter',
  wrapJ: null,
  errorShare: null,
})

// Each read takes 7 ms: a loop that waits a period after each read would drift by as much.
test('reads on a grid that a slow read does not move', () => {
  const { clock, advance, options, onFailure } = bench()
  const times: number[] = []
  const read = () => {
    times.push(clock.nowMs)
    clock.nowMs += 7
  }
  poll(read, { ...options, periodMs: 100, onFailure })
  for (let turn = 0; turn < 20; turn += 1) advance(50)
  expect(times.length).toBeGreaterThan(9)
  for (const [index, atMs] of times.slice(1).entries()) {
    expect(Math.abs(atMs - (index + 1) * 100)).toBeLessThanOrEqual(8)
  }
})

// Each collector polls for itself, and to wake the process costs more than a read.
test('two loops that began at different times read at the same ones', () => {
  const { clock, advance, options, onFailure } = bench()
  const times: number[][] = [[], []]
  for (const own of times) {
    poll(() => void own.push(clock.nowMs), { ...options, periodMs: 100, onFailure })
    advance(37)
  }
  advance(1000)
  expect(times[0]?.slice(-8)).toEqual(times[1]?.slice(-8))
})

test('leaves out the times that a read takes, and never runs two', async () => {
  const { advance, options, onFailure } = bench()
  let running = 0
  let reads = 0
  const answers: (() => void)[] = []
  const read = async () => {
    running += 1
    reads += 1
    expect(running).toBe(1)
    await new Promise<void>((resolve) => answers.push(resolve))
    running -= 1
  }
  poll(read, { ...options, periodMs: 100, onFailure })
  advance(350)
  expect(reads).toBe(1)
  answers[0]?.()
  await new Promise(setImmediate)
  advance(49)
  expect(reads).toBe(1)
  advance(2)
  expect(reads).toBe(2)
})

test('reads no more often than ten times a second, whatever it is asked for', () => {
  const { advance, options, onFailure } = bench()
  let reads = 0
  const count = () => {
    reads += 1
  }
  poll(count, { ...options, periodMs: 1, onFailure })
  advance(1000)
  expect(reads).toBeLessThanOrEqual(11)
})

test('ends with the signal and leaves no timer behind', () => {
  const { timer, ended, advance, options, onFailure } = bench()
  let reads = 0
  const count = () => {
    reads += 1
  }
  poll(count, { ...options, periodMs: 100, onFailure })
  advance(250)
  ended.abort()
  const before = reads
  advance(500)
  expect(reads).toBe(before)
  expect(timer.pendingCount).toBe(0)
})

test('never begins where the signal has come already', () => {
  const { timer, ended, options, onFailure } = bench()
  ended.abort()
  poll(() => expect.unreachable(), { ...options, periodMs: 100, onFailure })
  expect(timer.pendingCount).toBe(0)
})

// A read that rejects after the signal, as each aborted request does, is no failure of the source.
test('tells of a read that fails, but not after the signal', async () => {
  const first = bench()
  const failures: unknown[] = []
  const onFailure = (error: unknown) => failures.push(error)
  poll(() => Promise.reject(new Error('gone')), { ...first.options, periodMs: 100, onFailure })
  first.advance(1)
  await expect.poll(() => failures).toEqual([new Error('gone')])
  expect(first.timer.pendingCount).toBe(0)
  const second = bench()
  const read = async () => {
    await new Promise((_, reject) => second.options.signal.addEventListener('abort', () => reject(new Error('late'))))
  }
  poll(read, { ...second.options, periodMs: 100, onFailure })
  second.advance(1)
  second.ended.abort()
  await new Promise(setImmediate)
  expect(failures).toHaveLength(1)
})

test('leaves out a source that fails, and stops when none is left', () => {
  const { timer, advance, options } = bench()
  const readings: PowerReading[] = []
  const failed: string[] = []
  const broken = new Set<string>()
  const sink = {
    onReading: (reading: PowerReading) => readings.push(reading),
    onFailure: (id: string) => failed.push(id),
  }
  const read = ({ id }: FoundSource, atMs: number): PowerReading => {
    if (broken.has(id)) throw new Error(id)
    return { kind: 'counter', sourceId: id, atMs, joules: 1 }
  }
  pollSources([aSource('a'), aSource('b')], read, { ...options, periodMs: 100, sink })
  advance(150)
  broken.add('a')
  advance(100)
  expect(failed).toEqual(['a'])
  expect(readings.at(-1)?.sourceId).toBe('b')
  broken.add('b')
  advance(100)
  expect(failed).toEqual(['a', 'b'])
  expect(timer.pendingCount).toBe(0)
})
