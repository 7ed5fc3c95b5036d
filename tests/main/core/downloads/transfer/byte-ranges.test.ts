import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ByteRanges } from '../../../../../main/core/downloads/transfer/byte-ranges.ts'

const range = fc.tuple(fc.nat(100), fc.nat(30)).map(([start, length]) => [start, start + length] as const)

it('knows of each byte whether it is there, in whatever order the ranges came', () => {
  fc.assert(
    fc.property(
      fc.array(range),
      fc.integer({ min: 130, max: 200 }),
      fc.integer({ min: 1, max: 50 }),
      (added, size, piece) => {
        const present = Array.from({ length: size }, (_, byte) =>
          added.some(([start, end]) => byte >= start && byte < end),
        )
        const ranges = new ByteRanges(added)
        expect(ranges.totalBytes).toBe(present.filter(Boolean).length)
        expect(ranges.prefixBytes).toBe(present.indexOf(false))
        expect(ranges.end).toBe(present.lastIndexOf(true) + 1)
        const missing = ranges.missing(size, piece)
        const fetched = new Uint8Array(size)
        for (const [start, end] of missing) {
          expect(end - start).toBeLessThanOrEqual(piece)
          expect(end).toBeGreaterThan(start)
          for (let byte = start; byte < end; byte += 1) fetched[byte] = (fetched[byte] ?? 0) + 1
        }
        expect([...fetched]).toEqual(present.map((isThere) => (isThere ? 0 : 1)))
        expect(new ByteRanges(ranges.toJSON()).toJSON()).toEqual(ranges.toJSON())
      },
    ),
  )
})

// The bug: all pieces were listed beforehand, and a server that claimed a file of a petabyte left the app without memory.
it('tells the next piece of a file without listing all others', () => {
  const missing = new ByteRanges([[0, 5]]).missing(Number.MAX_SAFE_INTEGER, 1)
  expect([missing.next().value, missing.next().value]).toEqual([
    [5, 6],
    [6, 7],
  ])
})
