// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { useLocation } from 'wouter'
import type { LabRun } from '#contract/lab/run.ts'
import { labPresets } from '../../../../main/core/lab/presets.ts'
import { LabPage } from '../../../../renderer/features/lab/lab-page.tsx'
import { resetPlan } from '../../../../renderer/features/lab/setup/plan-draft.ts'
import { createStores } from '../../../../renderer/stores/stores.tsx'
import { aLabRun } from '../../../support/lab-runs.ts'
import { aPresentRun } from '../../../support/lab-showcase/present-run.ts'
import { makeModels } from '../../fixtures.ts'
import { renderPart, setUpPage } from '../../harness.tsx'

setUpPage()
beforeEach(resetPlan)

const AtAddress = ({ path }: { path: string }) => {
  const [current, navigate] = useLocation()
  if (current === '/chat') navigate(path, { replace: true })
  return <LabPage />
}

type Given = { isRunning?: boolean; run?: LabRun }

const show = (path: string, { isRunning = false, run = aLabRun() }: Given = {}) => {
  const stores = createStores()
  stores.models.setState(makeModels([]), true)
  stores.lab.setState(isRunning ? aPresentRun().progress : null, true)
  const changes: { tell: (count: number) => void } = { tell: () => undefined }
  const resume = vi.fn(async (_: { runId: string }) => undefined)
  const asked = vi.fn(async () => run)
  const client = {
    lab: {
      run: asked,
      resume,
      presets: async () => labPresets,
      samples: async () => (async function* () {})(),
      cost: async () => [],
      list: async () => ({ runs: [], total: 0 }),
      facets: async () => null,
      trends: async () => [],
      compareRuns: async () => null,
      verdict: () => Promise.reject(new Error('No verdict is looked at here.')),
      changes: async () =>
        (async function* () {
          yield 1
          yield await new Promise<number>((resolve) => {
            changes.tell = resolve
          })
        })(),
    },
  }
  return { changes, resume, asked, ...renderPart(<AtAddress path={path} />, { stores, client }) }
}

test('at its bare address the lab shows the set-up, or the run at work', async () => {
  show('/lab')
  expect(await screen.findByRole('heading', { level: 1, name: 'New experiment' })).toBeTruthy()
})

test('at its bare address the lab goes to the run at work', async () => {
  const { location } = show('/lab', { isRunning: true, run: aPresentRun().run })
  await waitFor(() => expect(location.history.at(-1)).toBe('/lab/run/present'))
  expect(await screen.findByRole('button', { name: 'Pause after this run' })).toBeTruthy()
})

// The bug: a run that had just ended stayed on the running page, with nothing to do on it.
test('a run that ends becomes what it says', async () => {
  const { stores } = show('/lab/run/present', { isRunning: true, run: aPresentRun().run })
  await screen.findByRole('button', { name: 'Pause after this run' })
  act(() => stores.lab.setState(null, true))
  expect(await screen.findByRole('button', { name: 'Run again' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Pause after this run' })).toBeNull()
})

test('a run that stopped before its end is gone on with; one that is done is not', async () => {
  const { resume } = show('/lab/run/run-1', { run: aLabRun({ state: 'interrupted' }) })
  fireEvent.click(await screen.findByRole('button', { name: 'Go on' }))
  expect(resume).toHaveBeenCalledWith({ runId: 'run-1' })
})

test('a run that is done is run again: its plan is set up', async () => {
  const { location } = show('/lab/run/run-1')
  fireEvent.click(await screen.findByRole('button', { name: 'Run again' }))
  expect(location.history.at(-1)).toBe('/lab/new')
  expect(screen.queryByRole('button', { name: 'Go on' })).toBeNull()
})

// The bug: a run that was renamed in another window kept its name here until the page was left.
test('what changes elsewhere is asked for anew', async () => {
  const { asked, changes } = show('/lab/run/run-1')
  await screen.findByRole('heading', { level: 1, name: aLabRun().name })
  asked.mockResolvedValue(aLabRun({ name: 'Renamed' }))
  act(() => changes.tell(2))
  expect(await screen.findByRole('heading', { level: 1, name: 'Renamed' }, { timeout: 5000 })).toBeTruthy()
})
