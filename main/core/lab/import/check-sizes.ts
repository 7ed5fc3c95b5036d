import { ImportRefusal } from './import-refusal.ts'

/** The most entries that lists are read with, by their names; all others are short. */
const listLimits = new Map([
  ['runs', 10_000],
  ['samples', 1_000_000],
  ['chunks', 100_000],
  ['samples_ns', 100_000],
  ['samples_ts', 100_000],
])
const listLimit = 1000
const keyLimit = 1000
/** As long as notes may be. */
const stringLimit = 100_000

/** Refuses what is larger than any run, before each part of it is held against a schema and each fault of it is written down. Refusals: too-many. */
export function checkSizes(value: unknown, line: number, name = '', limit = listLimits.get(name) ?? listLimit): void {
  if (typeof value === 'string' && value.length > stringLimit) throw new ImportRefusal('too-many', line, name)
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    if (value.length > limit) throw new ImportRefusal('too-many', line, name)
    for (const entry of value) checkSizes(entry, line, name)
    return
  }
  const entries = Object.entries(value)
  if (entries.length > keyLimit) throw new ImportRefusal('too-many', line, name)
  for (const [key, entry] of entries) checkSizes(entry, line, key)
}
