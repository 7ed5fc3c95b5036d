// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { LabFilter } from '#contract/lab/lab.ts'
import type { LabRunSummary } from '#contract/lab/run.ts'
import { LabContents } from '../../../../../renderer/features/lab/contents/lab-contents.tsx'
import { createStores } from '../../../../../renderer/stores/stores.tsx'
import { someExperiments } from '../../../../support/lab-showcase/experiments.ts'
import { aPresentRun } from '../../../../support/lab-showcase/present-run.ts'
import { renderPart, setUpPage } from '../../../harness.tsx'

setUpPage()

const show = (runs: LabRunSummary[], hasPresent = false) => {
  const stores = createStores()
  stores.lab.setState(hasPresent ? aPresentRun().progress : null, true)
  const list = vi.fn(async (_: LabFilter) => ({ runs, total: runs.length }))
  return { list, ...renderPart(<LabContents />, { stores, client: { lab: { list } } }) }
}

test('before the first experiment there is a sentence, and the way to a new one', async () => {
  const { location } = show([])
  expect(await screen.findByText('Experiments will gather here.')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'New experiment' }))
  expect(location.history.at(-1)).toBe('/lab/new')
})

test('experiments stand by what was swept, and one that was stopped says so', async () => {
  show(someExperiments())
  const single = await screen.findByRole('region', { name: 'Single models' })
  expect(single.textContent).toContain('stopped')
  for (const name of ['Quantizations', 'KV cache', 'Offload and threads']) {
    expect(screen.getByRole('region', { name })).toBeTruthy()
  }
})

// The bug: the run at work stood among the experiments of the day as well.
test('the run at work stands above the others, once, with the time that is left', async () => {
  const { run } = aPresentRun()
  show([run, ...someExperiments()], true)
  await screen.findByRole('region', { name: 'Quantizations' })
  const links = screen.getAllByRole('link', { name: new RegExp(run.name) })
  expect(links).toHaveLength(1)
  expect(links[0]?.textContent).toContain('41 min')
})

test('what is typed is asked for, and nothing found is said', async () => {
  const { list } = show([])
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'gemma' } })
  expect(await screen.findByText('Nothing matches.')).toBeTruthy()
  await waitFor(() => expect(list.mock.lastCall?.[0]).toMatchObject({ text: 'gemma' }))
})

test('the arrow keys lead from the search into the list and back', async () => {
  show(someExperiments())
  await screen.findByRole('region', { name: 'Quantizations' })
  const search = screen.getByRole('searchbox')
  const [first, second] = screen.getAllByRole('link')
  fireEvent.keyDown(search, { key: 'ArrowDown' })
  expect(document.activeElement).toBe(first)
  fireEvent.keyDown(first as Element, { key: 'ArrowDown' })
  expect(document.activeElement).toBe(second)
  fireEvent.keyDown(second as Element, { key: 'Home' })
  fireEvent.keyDown(first as Element, { key: 'ArrowUp' })
  expect(document.activeElement).toBe(search)
})
