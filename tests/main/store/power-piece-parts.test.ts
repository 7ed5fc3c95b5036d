import fc from 'fast-check'
import { expect, test } from 'vitest'
import { partsOf } from '../../../main/store/power-piece-parts.ts'
import { type PieceRow, spreadPieces } from '../../../main/store/spread-pieces.ts'

const anyPiece = fc.record({
  sourceId: fc.constant('a'),
  atMs: fc.double({ min: 1_764_000_000_000, max: 1_764_000_100_000, noNaN: true }),
  durationMs: fc.double({ min: 0.01, max: 100_000, noNaN: true }),
  energyJ: fc.double({ min: 0, max: 1e6, noNaN: true }),
  lowJ: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
  highJ: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
})
const sum = (values: readonly (number | null)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0)

// Rounding each part by itself lost up to half a microjoule at every second.
test('the parts of a piece follow each other, each within a second, and are the whole to the digit', () => {
  fc.assert(
    fc.property(anyPiece, (piece) => {
      const parts = partsOf(piece)
      expect(sum(parts.map(({ energyUj }) => energyUj))).toBe(Math.round(piece.energyJ * 1e6))
      expect(sum(parts.map(({ lowUj }) => lowUj))).toBe(Math.round((piece.lowJ ?? 0) * 1e6))
      for (const [index, { atUs, coveredUs, energyUj }] of parts.entries()) {
        const next = parts[index + 1]
        if (next !== undefined) expect(atUs + coveredUs).toBe(next.atUs)
        expect(coveredUs).toBeGreaterThan(0)
        expect(energyUj).toBeGreaterThanOrEqual(0)
        expect(Math.floor(atUs / 1e6)).toBe(Math.floor((atUs + coveredUs - 1) / 1e6))
      }
    }),
  )
})

test('steps of any length hold what the pieces hold, to the digit, and none holds more time than it has', () => {
  fc.assert(
    fc.property(anyPiece, fc.constantFrom(100, 300, 1000, 1700), (piece, stepMs) => {
      const rows: PieceRow[] = partsOf(piece).map((part) => ({
        source: 1,
        at_us: part.atUs,
        covered_us: part.coveredUs,
        energy_uj: part.energyUj,
        low_uj: part.lowUj,
        high_uj: part.highUj,
      }))
      const steps = spreadPieces(rows, stepMs)
      expect(sum(steps.map((step) => step.energy_uj))).toBe(sum(rows.map((row) => row.energy_uj)))
      expect(sum(steps.map((step) => step.covered_us))).toBe(sum(rows.map((row) => row.covered_us)))
      for (const step of steps) expect(step.covered_us).toBeLessThanOrEqual(stepMs * 1000)
      expect(new Set(steps.map((step) => step.at_ms)).size).toBe(steps.length)
    }),
  )
})

test('a piece shorter than a microsecond has no part', () => {
  const piece = { sourceId: 'a', atMs: 1000, durationMs: 0.0001, energyJ: 1, lowJ: null, highJ: null }
  expect(partsOf(piece)).toEqual([])
})

// A clock that went wrong between two readings would fill the tables with a row for each second of years.
test('a piece of more than an hour has no parts', () => {
  const piece = { sourceId: 'a', atMs: 1000, durationMs: 3_600_000, energyJ: 1, lowJ: null, highJ: null }
  expect(partsOf(piece)).toHaveLength(3600)
  expect(partsOf({ ...piece, durationMs: 3_600_001 })).toEqual([])
})
