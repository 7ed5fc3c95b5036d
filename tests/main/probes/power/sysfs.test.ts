import { expect, test } from 'vitest'
import {
  namesIn,
  parseInteger,
  readInteger,
  tryInteger,
  tryRealPath,
  tryText,
} from '../../../../main/probes/power/sysfs.ts'
import { FakeSysfs } from '../../../support/fake-sysfs.ts'

test('reads whole numbers of 64 bits, to a part in 2^53', () => {
  expect(parseInteger('262143328850\n')).toBe(262_143_328_850)
  expect(parseInteger('-15000000')).toBe(-15_000_000)
  expect(parseInteger('18446744073709551615')).toBe(2 ** 64)
})

// Number() would take each of these for one.
test.each(['', ' ', '1e9', '0x10', '12 34', '1.5', '+5', 'Infinity', '123456789012345678901', '5\u0000'])(
  'does not take %j for a number',
  (text) => expect(parseInteger(text)).toBeNull(),
)

test.each([
  ['EACCES', 'METER_SOURCE_LOCKED', { path: '/x' }],
  ['EPERM', 'METER_SOURCE_LOCKED', { path: '/x' }],
  ['ENOENT', 'METER_SOURCE_GONE', { name: 'a card' }],
  ['ENODEV', 'METER_SOURCE_GONE', { name: 'a card' }],
  ['ENXIO', 'METER_SOURCE_GONE', { name: 'a card' }],
  ['ENODATA', 'METER_SOURCE_UNREADABLE', { name: 'a card' }],
  ['EIO', 'METER_SOURCE_UNREADABLE', { name: 'a card' }],
])('says what %s means', (errno, code, params) => {
  const readText = () => {
    throw Object.assign(new Error(`${errno}: no`), { code: errno })
  }
  expect(() => readInteger(readText, '/x', 'a card')).toThrow(
    expect.objectContaining({ code, params, detail: `${errno}: no` }),
  )
})

test('says of junk what it was, but not a whole file of it', () => {
  const read = () => readInteger(() => 'x'.repeat(5000), '/x', 'a card')
  expect(read).toThrow(expect.objectContaining({ code: 'METER_SOURCE_UNREADABLE', detail: `/x: "${'x'.repeat(80)}"` }))
})

test('finds nothing where there is nothing', () => {
  const { root, readText } = new FakeSysfs({ empty: '', 'class/b10/x': '1', 'class/b2/x': '1' })
  expect(tryText(readText, `${root}/empty`)).toBeNull()
  expect(tryInteger(readText, `${root}/none`)).toBeNull()
  expect(tryRealPath(root, 'none')).toBeNull()
  expect(namesIn(`${root}/none`)).toEqual([])
  expect(namesIn(`${root}/class`)).toEqual(['b2', 'b10'])
})
