import { expect, test } from 'vitest'
import { MeteredSource } from '../../../../main/core/meter/metered-source.ts'
import { aFoundSource } from '../../../support/fake-collector.ts'

const found = aFoundSource()

function counted(source: MeteredSource, atMs: number, joules: number): boolean {
  return source.take({ kind: 'counter', sourceId: found.id, atMs, joules })
}

test('it is live from its first reading to its first silence, and says when that changes', () => {
  const source = new MeteredSource(found)
  expect(source.isLiveAt(0)).toBe(false)
  expect(counted(source, 100, 0)).toBe(true)
  expect(counted(source, 200, 3)).toBe(false)
  expect(source.isLiveAt(200)).toBe(true)
  expect(source.take({ kind: 'silent', sourceId: found.id, atMs: 300 })).toBe(true)
  expect(source.isLiveAt(300)).toBe(false)
})

test('it is late after two seconds or three periods, whichever is longer', () => {
  const source = new MeteredSource(found)
  counted(source, 100, 0)
  expect(source.isLiveAt(2100)).toBe(true)
  expect(source.isLiveAt(2101)).toBe(false)
  const slow = new MeteredSource(aFoundSource({ updatePeriodMs: 1000 }))
  counted(slow, 100, 0)
  expect(slow.isLiveAt(3100)).toBe(true)
  expect(slow.isLiveAt(3101)).toBe(false)
})

// Read just before the machine slept and handed on after it: what follows would be put against it.
test('a reading from before a jump of the clocks begins nothing', () => {
  const source = new MeteredSource(found)
  counted(source, 100, 0)
  source.noteJump(250)
  counted(source, 200, 3)
  counted(source, 300, 500)
  counted(source, 400, 503)
  expect(source.energy.between(0, 1000)).toMatchObject({ energyJ: { central: expect.closeTo(3) }, coveredMs: 100 })
})

test('what gives no figure is not heard', () => {
  const source = new MeteredSource(found)
  expect(counted(source, 100, Number.NaN)).toBe(false)
  expect(source.state).toBe('starting')
  expect(source.isLostAt(31_000)).toBe(true)
})
