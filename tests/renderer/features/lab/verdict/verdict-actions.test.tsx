// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import type { LabExportRequest } from '#contract/lab/lab.ts'
import { aLabRun, aLadderRun } from '../../../../support/lab-runs.ts'
import { makeModel } from '../../../fixtures.ts'
import { setUpPage } from '../../../harness.tsx'
import { showVerdict } from './show-verdict.tsx'

setUpPage()

beforeEach(() => {
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(700)
})

test('the chosen one goes to the chat, and the files of the others to the trash, with a way back', async () => {
  const choose = vi.fn(async () => undefined)
  const moveToTrash = vi.fn(async () => ({ undoUntilMs: 0 }))
  const restore = vi.fn(async () => makeModel())
  showVerdict(aLadderRun('small'), {
    client: { models: { choose, moveToTrash, restore } },
    models: ['model-q4_k_m', 'model-q8_0', 'model-q2_k', 'model-else'],
  })
  fireEvent.click(await screen.findByRole('button', { name: 'Use Q4_K_M' }))
  expect(choose).toHaveBeenCalledWith({ modelId: 'model-q4_k_m' })
  fireEvent.click(screen.getByRole('button', { name: 'Remove the other 2, 2.00 GB' }))
  const dialog = await screen.findByRole('dialog')
  expect(within(dialog).getByText('model-q8_0.gguf')).toBeTruthy()
  expect(moveToTrash).not.toHaveBeenCalled()
  fireEvent.click(within(dialog).getByRole('button', { name: 'Remove 2.00 GB' }))
  await waitFor(() =>
    expect(moveToTrash.mock.calls).toEqual([[{ modelId: 'model-q8_0' }], [{ modelId: 'model-q2_k' }]]),
  )
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  expect(restore).toHaveBeenCalledTimes(2)
})

test('what leaves the machine has its name and its paths only where they are ticked', async () => {
  const requests: LabExportRequest[] = []
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined }))
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
  const exporter = async (request: LabExportRequest) => {
    requests.push(request)
    return { fileName: 'run.html', mediaType: 'text/html', text: '<p>' }
  }
  showVerdict(aLadderRun('small'), { client: { lab: { export: exporter } } })
  const menu = async () => fireEvent.click(await screen.findByRole('button', { name: 'Export' }))
  await menu()
  fireEvent.click(await screen.findByRole('button', { name: /^Report as HTML/ }))
  await waitFor(() => expect(requests).toHaveLength(1))
  expect(requests[0]).toMatchObject({ format: 'html', withMachineName: false, withPaths: false })
  expect(requests[0]?.limits?.mostKlDivergence).toBe(0.05)
  await menu()
  fireEvent.click(await screen.findByRole('switch', { name: "With the machine's name" }))
  fireEvent.click(screen.getByRole('button', { name: 'JSONL' }))
  await waitFor(() => expect(requests).toHaveLength(2))
  expect(requests[1]).toMatchObject({ format: 'llama-bench-jsonl', withMachineName: true, withPaths: false })
})

test('each sample can be looked at, with what disturbed it', async () => {
  const run = aLabRun()
  const samples = run.samples.map((sample) =>
    sample.order === 0 ? { ...sample, flags: ['outlier' as const] } : sample,
  )
  showVerdict({ ...run, samples })
  fireEvent.click(await screen.findByRole('button', { name: /^What each sample was/ }))
  const table = await screen.findByRole('region', { name: 'What each sample was' })
  expect(within(table).getAllByRole('row')).toHaveLength(run.samples.length + 1)
  expect(within(table).getByText('outlier')).toBeTruthy()
})

test('name, tags and notes are kept', async () => {
  const annotate = vi.fn(async (input: object) => ({ ...aLabRun(), ...input }))
  showVerdict(aLabRun(), { client: { lab: { annotate } } })
  fireEvent.click(await screen.findByRole('button', { name: /^Name, tags and notes/ }))
  fireEvent.change(await screen.findByRole('textbox', { name: 'Tags' }), { target: { value: 'new driver, , quiet' } })
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(annotate).toHaveBeenCalledOnce())
  expect(annotate.mock.calls[0]?.[0]).toMatchObject({ tags: ['new driver', 'quiet'], notes: '' })
})

test('run again gives the plan to the set-up', async () => {
  const { run, onRunAgain } = showVerdict(aLabRun())
  fireEvent.click(await screen.findByRole('button', { name: 'Run again' }))
  expect(onRunAgain).toHaveBeenCalledWith(run.plan)
})
