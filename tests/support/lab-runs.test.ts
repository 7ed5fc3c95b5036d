import { describe, expect, it } from 'vitest'
import { labRunWithSamplesSchema } from '#contract/lab/run.ts'
import { aLabRun, aLadderRun } from './lab-runs.ts'

// What the lab's other tests rest on: a made-up run that the contract would refuse proves nothing.
describe('the made-up runs', () => {
  it.each([
    ['the plain one', aLabRun()],
    ['the small ladder', aLadderRun('small')],
    ['the large ladder', aLadderRun('large')],
  ])('%s is valid by the contract', (_, run) => {
    expect(labRunWithSamplesSchema.parse(run)).toEqual(run)
  })

  it('are the same each time', () => {
    expect(aLadderRun('large')).toEqual(aLadderRun('large'))
  })
})
