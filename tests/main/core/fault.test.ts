import { expect, test } from 'vitest'
import { Fault } from '../../../main/core/fault.ts'

test('a Fault stays itself, so that its code is not lost on the way out', () => {
  const fault = new Fault('DISK_FULL', { params: { path: 'a' } })
  expect(Fault.from(fault)).toBe(fault)
})

test('what nobody foresaw becomes INTERNAL and keeps its message and cause for a developer', () => {
  const cause = new TypeError('x is not a function')
  const fault = Fault.from(cause)
  expect(fault.toProblem()).toEqual({ code: 'INTERNAL', params: {}, detail: 'x is not a function' })
  expect(fault.cause).toBe(cause)
})

test.each([
  ['text', 'text'],
  [undefined, 'undefined'],
  [null, 'null'],
  [42, '42'],
])('a thrown %j is survived', (thrown, detail) => {
  expect(Fault.from(thrown).detail).toBe(detail)
})

test('the error message is the detail, else the code, so that a log line says something', () => {
  expect(new Fault('ENGINE_CRASHED').message).toBe('ENGINE_CRASHED')
  expect(new Fault('ENGINE_CRASHED', { detail: 'signal 9' }).message).toBe('signal 9')
})
