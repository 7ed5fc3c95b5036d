import { test } from 'vitest'
import { Bell } from '../../../main/core/bell.ts'

test('a ring between looking and waiting is not missed', async () => {
  const bell = new Bell()
  const { count } = bell
  bell.ring()
  await bell.after(count)
})

test('one ring wakes everybody who waits', async () => {
  const bell = new Bell()
  const waits = [bell.after(bell.count), bell.after(bell.count), bell.after(bell.count)]
  bell.ring()
  await Promise.all(waits)
})

test('abort wakes a reader, and one who comes after it does not wait', async () => {
  const bell = new Bell()
  const abort = new AbortController()
  const waiting = bell.after(bell.count, abort.signal)
  abort.abort()
  await waiting
  await bell.after(bell.count, abort.signal)
})
