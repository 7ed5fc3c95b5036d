import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { LiveValue } from '../../../main/core/live-value.ts'

test('a watcher gets the present value, then each change', async () => {
  const value = new LiveValue(1)
  const watcher = value.watch()
  expect((await watcher.next()).value).toBe(1)
  const next = watcher.next()
  value.set(2)
  expect((await next).value).toBe(2)
})

test('a change between two reads is not lost', async () => {
  const value = new LiveValue('a')
  const watcher = value.watch()
  await watcher.next()
  value.set('b')
  expect((await watcher.next()).value).toBe('b')
})

test('a change made while the reader handles a value is not lost', async () => {
  const value = new LiveValue(0)
  const seen: number[] = []
  for await (const current of value.watch()) {
    seen.push(current)
    if (current < 3) value.set(current + 1)
    else break
  }
  expect(seen).toEqual([0, 1, 2, 3])
})

test('a slow watcher skips to the newest value instead of queueing what it missed', async () => {
  const value = new LiveValue(0)
  const watcher = value.watch()
  await watcher.next()
  for (let count = 1; count <= 100_000; count += 1) value.set(count)
  expect((await watcher.next()).value).toBe(100_000)
  const afterwards = watcher.next()
  value.set(-1)
  expect((await afterwards).value).toBe(-1)
})

test('setting the same value wakes nobody', async () => {
  const value = new LiveValue(1)
  let calls = 0
  value.subscribe(() => {
    calls += 1
  })
  value.set(1)
  expect(calls).toBe(0)
})

test('abort ends a watcher that waits, and one that has not begun', async () => {
  const value = new LiveValue(1)
  const abort = new AbortController()
  const waiting = value.watch(abort.signal)
  await waiting.next()
  const last = waiting.next()
  const late = value.watch(abort.signal)
  abort.abort()
  expect(await last).toEqual({ done: true, value: undefined })
  expect(await late.next()).toEqual({ done: true, value: undefined })
})

test('two watchers do not take changes from each other', async () => {
  const value = new LiveValue('a')
  const [first, second] = [value.watch(), value.watch()]
  await Promise.all([first.next(), second.next()])
  value.set('b')
  expect((await first.next()).value).toBe('b')
  expect((await second.next()).value).toBe('b')
})

test('a subscriber that has left is not called again', () => {
  const value = new LiveValue(1)
  const seen: number[] = []
  const leave = value.subscribe((current) => seen.push(current))
  value.set(2)
  leave()
  value.set(3)
  expect(seen).toEqual([2])
})

test('watchers that left are let go: their signals keep no listener', async () => {
  const value = new LiveValue(0)
  const { signal } = new AbortController()
  for (let count = 0; count < 100; count += 1) {
    for await (const current of value.watch(signal)) {
      if (current > count) break
      queueMicrotask(() => {
        expect(getEventListeners(signal, 'abort')).toHaveLength(1)
        value.set(current + 1)
      })
    }
  }
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
})
