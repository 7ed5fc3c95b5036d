import { expect, test } from 'vitest'
import { parseLabPlace, runPath } from '../../../../renderer/features/lab/lab-place.ts'

test('an address leads to a run, to the set-up, or home', () => {
  expect(parseLabPlace('/lab')).toEqual({ view: 'home' })
  expect(parseLabPlace('/lab/new')).toEqual({ view: 'new' })
  expect(parseLabPlace('/lab/nonsense')).toEqual({ view: 'home' })
  // The bug: `/lab/run/` alone, of a link without an id, asked the core for a run that is called nothing.
  expect(parseLabPlace('/lab/run/')).toEqual({ view: 'home' })
})

test('a run with signs in its id is found by its own address', () => {
  expect(parseLabPlace(runPath('a/b c'))).toEqual({ view: 'run', runId: 'a/b c' })
})
