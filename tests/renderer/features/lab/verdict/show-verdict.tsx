import { configure, screen, within } from '@testing-library/react'
import { vi } from 'vitest'
import type { LabLimits, LabPlan } from '#contract/lab/plan.ts'
import type { LabRunWithSamples } from '#contract/lab/run.ts'
import type { LabAxes } from '#contract/lab/verdict.ts'
import { verdictOf } from '../../../../../main/core/lab/verdict/verdict-of.ts'
import { LabVerdict } from '../../../../../renderer/features/lab/verdict/lab-verdict.tsx'
import { createStores } from '../../../../../renderer/stores/stores.tsx'
import { makeFolders, makeModel, makeModels } from '../../../fixtures.ts'
import { type FakeClient, renderPart } from '../../../harness.tsx'
import { withoutSamples } from './fixtures.ts'

/** What the page asked for a verdict with. */
type Asked = { runId: string; limits: LabLimits; baseline: number | null; axes: LabAxes }

type Shown = {
  /** Beside what the page always asks for. */
  client?: FakeClient
  /** Ids of models of the library, of a gigabyte each. */
  models?: readonly string[]
}

// A page of this size takes its time on a machine that has other work.
configure({ asyncUtilTimeout: 4000 })

let runs = 0

/** Opens the page of a run. Each has an id of its own: what one test chose is not another one's. */
export function showVerdict(made: LabRunWithSamples, { client = {}, models = [] }: Shown = {}) {
  runs += 1
  const run = { ...made, id: `run-${runs}` }
  const asked: Asked[] = []
  const stores = createStores()
  const listed = models.map((id) => makeModel({ id, fileName: `${id}.gguf`, sizeBytes: 1e9, folderId: null }))
  stores.models.setState(makeModels(listed, { chosenModelId: null }))
  stores.folders.setState(makeFolders())
  const lab: FakeClient['lab'] = {
    run: async () => withoutSamples(run),
    runWithSamples: async () => run,
    cost: async () => [],
    verdict: async (input: Asked) => {
      asked.push(input)
      return verdictOf(run, input.limits, input.baseline, input.axes)
    },
    ...client.lab,
  }
  const onRunAgain = vi.fn<(plan: LabPlan) => void>()
  const view = renderPart(<LabVerdict runId={run.id} onRunAgain={onRunAgain} />, {
    stores,
    client: { ...client, lab },
  })
  return { ...view, run, asked, onRunAgain }
}

/** Table 1, once it is there. */
export const comparison = (): Promise<HTMLElement> => screen.findByRole('region', { name: 'Comparison' })

/** A variant's row of Table 1. */
export const rowOf = async (label: string): Promise<HTMLElement> => {
  const cell = within(await comparison()).getByRole('rowheader', { name: new RegExp(`${label}$`) })
  const row = cell.closest('tr')
  if (!row) throw new Error(`${label} stands in no row`)
  return row
}
