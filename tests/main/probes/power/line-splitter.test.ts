import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LineSplitter } from '../../../../main/probes/power/line-splitter.ts'

// The bug: half a line is read as a whole one, wherever a pipe happens to cut.
test('gives the same lines however the text is cut', () => {
  const line = fc.stringMatching(/^[a-z0-9 ,.]{0,20}$/)
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.nat(8)), fc.constantFrom('\n', '\r\n'), (lines, cuts, end) => {
      const text = lines.map((one) => one + end).join('')
      const splitter = new LineSplitter()
      const got: string[] = []
      let at = 0
      for (const size of cuts) {
        got.push(...splitter.push(text.slice(at, at + size)))
        at += size
      }
      got.push(...splitter.push(text.slice(at)))
      expect(got).toEqual(lines)
    }),
  )
})

test('keeps back a line that has not ended', () => {
  const splitter = new LineSplitter()
  expect(splitter.push('one\ntw')).toEqual(['one'])
  expect(splitter.push('o\n')).toEqual(['two'])
})

// The bug: a tool that never ends its line fills the memory.
test('throws a line away that does not end, and reads on behind it', () => {
  const splitter = new LineSplitter()
  for (let piece = 0; piece < 40; piece += 1) expect(splitter.push('x'.repeat(10_000))).toEqual([])
  expect(splitter.push('tail\nnext\n')).toEqual(['next'])
  expect(splitter.push(`${'y'.repeat(100_000)}\nlast\n`)).toEqual(['last'])
})
