import { expect, it } from 'vitest'
import { findRun } from '../../../main/cli/find-run.ts'
import { LabHistory } from '../../../main/core/lab/history/lab-history.ts'
import { aLabRun } from '../../support/lab-runs.ts'
import { tempStore } from '../../support/temp-store.ts'

function historyOf(runs: { id: string; name: string }[]) {
  const { lab: repository } = tempStore()
  runs.forEach((run, place) => {
    const { samples, ...rest } = aLabRun({ ...run, startedAtMs: 1000 + place })
    repository.insert(rest, samples.slice(0, 2))
  })
  return { labHistory: new LabHistory({ repository, isPresent: () => false, now: Date.now }) }
}

const runs = [
  { id: '11112222-a', name: 'Small' },
  { id: '11113333-b', name: 'Small' },
  { id: '44440000-c', name: 'Large one' },
]

it('finds the latest, an id by its beginning, and of a name the newest', () => {
  const history = historyOf(runs)
  const idOf = (wanted: string) => findRun(history, wanted).id
  expect(idOf('latest')).toBe('44440000-c')
  expect(idOf('11112')).toBe('11112222-a')
  expect(idOf('11113333-b')).toBe('11113333-b')
  expect(idOf('small')).toBe('11113333-b')
  expect(idOf('Large one')).toBe('44440000-c')
})

it('refuses what may be several, and what is none', () => {
  const history = historyOf(runs)
  expect(() => findRun(history, '1111')).toThrow('2 runs have an id that begins with 1111')
  // Three letters may be a word.
  expect(() => findRun(history, '444')).toThrow('There is no run “444”')
})

// The bug: only the first page of the history is looked at.
it('finds one far back', () => {
  const many = Array.from({ length: 502 }, (_, place) => ({ id: `run-${place}-x`, name: `Run ${place}` }))
  expect(findRun(historyOf(many), 'run 0').id).toBe('run-0-x')
})
