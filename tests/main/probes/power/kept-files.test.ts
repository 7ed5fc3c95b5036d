import { readdirSync, readlinkSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keptFiles } from '../../../../main/probes/power/kept-files.ts'
import { FakeSysfs } from '../../../support/fake-sysfs.ts'

/** How many files below a folder this process has open. */
function openBelow(root: string): number {
  return readdirSync('/proc/self/fd').filter((descriptor) => {
    try {
      return readlinkSync(join('/proc/self/fd', descriptor)).startsWith(root)
    } catch {
      return false
    }
  }).length
}

// To read on from where the last reading ended would give an empty text.
test('reads a file anew each time, from its begin', () => {
  const sysfs = new FakeSysfs({ counter: '1000' })
  const readText = keptFiles(new AbortController().signal)
  expect(readText(join(sysfs.root, 'counter'))).toBe('1000\n')
  sysfs.write({ counter: '7' })
  expect(readText(join(sysfs.root, 'counter'))).toBe('7\n')
  expect(readText(join(sysfs.root, 'counter'))).toBe('7\n')
})

test.each([4094, 4095, 4096, 20_000])('reads %i characters and the end of the line', (length) => {
  const sysfs = new FakeSysfs({ long: 'x'.repeat(length) })
  expect(keptFiles(new AbortController().signal)(join(sysfs.root, 'long'))).toBe(`${'x'.repeat(length)}\n`)
})

test('opens what it could not read the next time again', () => {
  const sysfs = new FakeSysfs({ other: '5' })
  const readText = keptFiles(new AbortController().signal)
  const path = join(sysfs.root, 'counter')
  expect(() => readText(path)).toThrow(expect.objectContaining({ code: 'ENOENT' }))
  // A folder can be opened and not read.
  sysfs.write({ 'counter/inside': '' })
  expect(() => readText(path)).toThrow(expect.objectContaining({ code: 'EISDIR' }))
  sysfs.remove('counter')
  renameSync(join(sysfs.root, 'other'), path)
  expect(readText(path)).toBe('5\n')
})

test.runIf(process.platform === 'linux')('keeps one descriptor a file, and none after the end', () => {
  const sysfs = new FakeSysfs({ one: '1', other: '2' })
  const ending = new AbortController()
  const readText = keptFiles(ending.signal)
  for (const file of ['one', 'other', 'one', 'one']) readText(join(sysfs.root, file))
  expect(openBelow(sysfs.root)).toBe(2)
  ending.abort()
  expect(openBelow(sysfs.root)).toBe(0)
  expect(readText(join(sysfs.root, 'one'))).toBe('1\n')
  expect(openBelow(sysfs.root)).toBe(0)
})
