import { expect, test } from 'vitest'
import { experimentGroup, groupRuns } from '../../../../../renderer/features/lab/contents/experiment-group.ts'
import { aLabRun, aLabVariant } from '../../../../support/lab-runs.ts'

const labelled = (...labels: string[]) => aLabRun({ variants: labels.map((label) => aLabVariant({}, { label })) })

test.each([
  [labelled('Q8_0', 'Q4_K_M'), 'quantizations'],
  [labelled('Q4_K_M'), 'single'],
  [labelled('Q4_K_M · K f16 · V f16', 'Q4_K_M · K q8_0 · V q8_0'), 'kv-cache'],
  [labelled('Q4_K_M · fa on', 'Q4_K_M · fa off'), 'kv-cache'],
  [labelled('Q4_K_M · t4', 'Q4_K_M · t auto'), 'offload'],
  [labelled('Q4_K_M · ngl0', 'Q4_K_M · ub256'), 'offload'],
  // Both were swept: threads say more of what was looked for than the cache that went along.
  [labelled('Q4_K_M · t4 · K f16', 'Q4_K_M · t8 · K q8_0'), 'offload'],
] as const)('%#: a run is filed by what was swept', (run, group) => {
  expect(experimentGroup(run)).toBe(group)
})

test('several models are a group of their own', () => {
  const run = aLabRun({ variants: [aLabVariant({ name: 'One' }), aLabVariant({ name: 'Other' })] })
  expect(experimentGroup(run)).toBe('models')
})

// The bug: a model whose name holds a dot was filed as a sweep of threads.
test('a model that is called like a parameter is none', () => {
  expect(experimentGroup(labelled('t4', 'Tiny · story'))).toBe('quantizations')
})

test('groups stand in their order, without the empty ones, and keep the order of their runs', () => {
  const runs = [labelled('Q4_K_M · t4', 'Q4_K_M · t8'), labelled('Q8_0', 'Q6_K'), labelled('Q6_K', 'Q4_K_M')]
  expect(
    groupRuns(runs).map(({ group, runs: found }) => [group, found.map(({ variantLabels }) => variantLabels[0])]),
  ).toEqual([
    ['quantizations', ['Q8_0', 'Q6_K']],
    ['offload', ['Q4_K_M · t4']],
  ])
})
