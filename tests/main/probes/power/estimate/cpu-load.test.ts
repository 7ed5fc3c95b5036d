import { expect, test } from 'vitest'
import { Fault } from '../../../../../main/core/fault.ts'
import { loadBetween, readNodeTimes, readProcStat } from '../../../../../main/probes/power/estimate/cpu-load.ts'

const stat = (line: string) => readProcStat(() => `${line}\ncpu0 1 1 1 1\nintr 5\n`)

// Waiting for a disk, a core is idle; time that the host gave to others is nobody's here; guests stand in user already.
test('counts as busy what the cores worked for this machine', () => {
  const before = stat('cpu  1000 100 200 5000 300 10 20 400 900 0')
  expect(before).toEqual({ busy: 1330, total: 7030 })
  const after = stat('cpu  1040 100 210 5030 310 10 20 410 930 0')
  expect(loadBetween(before, after)).toBe(0.5)
})

test('reads a kernel that counts less', () => {
  expect(stat('cpu  10 0 5 85')).toEqual({ busy: 15, total: 100 })
})

test.each(['', 'cpu ', 'cpu  1 2 x 4', 'cpux 1 2 3 4'])('refuses %j', (line) => {
  expect(() => stat(line)).toThrow(expect.objectContaining({ code: 'METER_SOURCE_UNREADABLE' }))
})

test('says where there is no such file', () => {
  const readText = () => {
    throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' })
  }
  expect(() => readProcStat(readText)).toThrow(Fault)
  expect(() => readProcStat(readText)).toThrow(expect.objectContaining({ code: 'METER_SOURCE_GONE' }))
})

test('adds up the cores as Node has them', () => {
  const times = { user: 30, nice: 0, sys: 10, irq: 10, idle: 50 }
  expect(readNodeTimes([{ times }, { times: { ...times, idle: 150 } }])).toEqual({ busy: 100, total: 300 })
  expect(readNodeTimes().total).toBeGreaterThan(0)
})

test('knows no load where no time was counted, and none outside of 0 to 1', () => {
  expect(loadBetween({ busy: 5, total: 10 }, { busy: 5, total: 10 })).toBeNull()
  // Counters of a core that was taken out of service go back.
  expect(loadBetween({ busy: 5, total: 10 }, { busy: 3, total: 8 })).toBeNull()
  expect(loadBetween({ busy: 5, total: 10 }, { busy: 3, total: 20 })).toBe(0)
  expect(loadBetween({ busy: 5, total: 10 }, { busy: 20, total: 20 })).toBe(1)
})
