import { expect, test } from 'vitest'
import { beginsGroup, runGroup } from '../../../../../renderer/features/history/list/run-group.ts'
import { formatMonth } from '../../../../../renderer/i18n/format.ts'
import { aLabMachine, aLabRun } from '../../../../support/lab-runs.ts'

const november = aLabRun({ startedAtMs: Date.UTC(2026, 10, 15) })
const alsoNovember = aLabRun({ startedAtMs: Date.UTC(2026, 10, 3) })
const october = aLabRun({ startedAtMs: Date.UTC(2026, 9, 15) })

// Catches: a heading over each run, or one for a month of another year.
test('a run begins a group where its month is another one than that of the run above it', () => {
  expect(beginsGroup(november, undefined, 'month', formatMonth)).toBe(true)
  expect(beginsGroup(alsoNovember, november, 'month', formatMonth)).toBe(false)
  expect(beginsGroup(october, alsoNovember, 'month', formatMonth)).toBe(true)
  expect(beginsGroup(aLabRun({ startedAtMs: Date.UTC(2025, 10, 15) }), november, 'month', formatMonth)).toBe(true)
  expect(runGroup(november, 'month', formatMonth)).toBe('November 2026')
  expect(beginsGroup(november, undefined, 'none', formatMonth)).toBe(false)
})

// Catches: two machines of one name shown as one.
test('two machines of one name are two groups', () => {
  const twin = aLabRun({ machine: { ...aLabMachine, fingerprint: 'ffff' } })
  expect(beginsGroup(twin, november, 'machine', formatMonth)).toBe(true)
  expect(beginsGroup(october, november, 'machine', formatMonth)).toBe(false)
})
