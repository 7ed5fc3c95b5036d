// @vitest-environment jsdom
import { ORPCError } from '@orpc/client'
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { defaultSettings } from '#contract/settings.ts'
import { DetailsPanel } from '../../../../../renderer/features/library/details/details-panel.tsx'
import { createStores } from '../../../../../renderer/stores/stores.tsx'
import { makeEngine } from '../../../../support/make-engine.ts'
import { makeDetails, makeEstimate, makeFolders, makeHardware, makeModel, makeModels } from '../../../fixtures.ts'
import { type FakeClient, renderPart, setUpPage } from '../../../harness.tsx'

setUpPage()
afterEach(() => vi.useRealTimers())

const model = makeModel({ tags: ['daily'] })

const open = (models: FakeClient['models'] = {}, shown = model, details = makeDetails()) => {
  const stores = createStores()
  stores.models.setState(makeModels([shown], { chosenModelId: null }), true)
  stores.settings.setState(defaultSettings, true)
  stores.hardware.setState({ phase: 'known', hardware: makeHardware() }, true)
  stores.engine.setState(makeEngine(), true)
  stores.folders.setState(makeFolders(), true)
  const view = renderPart(<DetailsPanel key={shown.id} model={shown} siblings={[shown]} chosenModelId={null} />, {
    stores,
    client: {
      models: { details: async () => details, estimateFit: async () => makeEstimate(), ...models },
    },
  })
  return { ...view, stores }
}

test('notes are saved when the hand rests, once, with all that was typed', async () => {
  const annotate = vi.fn(async () => model)
  open({ annotate })
  const field = await screen.findByRole('textbox', { name: 'Notes' })
  vi.useFakeTimers()
  fireEvent.change(field, { target: { value: 'Good' } })
  fireEvent.change(field, { target: { value: 'Good at code' } })
  act(() => vi.advanceTimersByTime(1000))
  expect(annotate).toHaveBeenCalledTimes(1)
  expect(annotate).toHaveBeenCalledWith({ modelId: 'model-1', notes: 'Good at code' })
})

test('notes that were typed a moment before the model is left are saved', async () => {
  const annotate = vi.fn(async () => model)
  const { unmount } = open({ annotate })
  fireEvent.change(await screen.findByRole('textbox', { name: 'Notes' }), { target: { value: 'Just typed' } })
  expect(annotate).not.toHaveBeenCalled()
  unmount()
  expect(annotate).toHaveBeenCalledWith({ modelId: 'model-1', notes: 'Just typed' })
})

test('of a file that was quantized here it says what from', async () => {
  open({}, makeModel({ quantizedFrom: ['F16', 'Q4_1'] }), makeDetails({ source: null }))
  expect(await screen.findByText('quantized here from F16, from Q4_1')).toBeDefined()
})

test('a tag is added by Enter, none twice, and is taken off by its button', async () => {
  const annotate = vi.fn(async () => model)
  open({ annotate })
  const field = await screen.findByRole('textbox', { name: 'Add a tag' })
  fireEvent.change(field, { target: { value: ' code ' } })
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(annotate).toHaveBeenLastCalledWith({ modelId: 'model-1', tags: ['daily', 'code'] })
  fireEvent.change(field, { target: { value: 'daily' } })
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(annotate).toHaveBeenCalledTimes(1)
  fireEvent.click(screen.getByRole('button', { name: 'Remove the tag daily' }))
  expect(annotate).toHaveBeenLastCalledWith({ modelId: 'model-1', tags: [] })
})

test('an empty name goes back to the file’s own, and Escape leaves the name alone', async () => {
  const annotate = vi.fn(async () => model)
  open({ annotate })
  fireEvent.click(await screen.findByRole('button', { name: 'Rename' }))
  fireEvent.keyDown(screen.getByRole('textbox', { name: 'Name' }), { key: 'Escape' })
  expect(screen.queryByRole('textbox', { name: 'Name' })).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Rename' }))
  const field = screen.getByRole('textbox', { name: 'Name' })
  fireEvent.change(field, { target: { value: '  ' } })
  fireEvent.submit(field)
  expect(annotate).toHaveBeenCalledWith({ modelId: 'model-1', name: null })
})

test('what another program owns is not deleted, and the reason stands where it was tried', async () => {
  const moveToTrash = vi.fn(async () =>
    Promise.reject(new ORPCError('MODEL_NOT_DELETABLE', { data: { params: {}, detail: null } })),
  )
  open({ moveToTrash })
  fireEvent.click(await screen.findByRole('button', { name: 'More' }))
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Move to the trash' }))
  expect(await screen.findByText("This file is not Wattle's to delete")).toBeTruthy()
})

test('moving to the trash offers to take that back', async () => {
  const restore = vi.fn(async () => model)
  open({ moveToTrash: async () => ({ undoUntilMs: 1 }), restore })
  fireEvent.click(await screen.findByRole('button', { name: 'More' }))
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Move to the trash' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(restore).toHaveBeenCalledWith({ modelId: 'model-1' }))
})

test('a template that its siblings do not share is warned of, with the way to them', async () => {
  const differsFrom = [{ modelId: 'q8', name: 'SmolLM2', quantization: 'Q8_0' }]
  open({}, model, makeDetails({ template: { source: 'x', isCut: false, sha256: 'ab'.repeat(32), differsFrom } }))
  const note = (await screen.findByText('Another chat template than its siblings')).closest('section')
  expect(note && within(note).getByRole('link', { name: 'Q8_0' }).getAttribute('href')).toBe('/library/model/q8')
})

test('a template that is cut says so', async () => {
  const template = { source: 'x', isCut: true, sha256: 'ab'.repeat(32), differsFrom: [] }
  open({}, model, makeDetails({ template }))
  fireEvent.click(await screen.findByRole('button', { name: /^Chat template/ }))
  expect(screen.getByText(/^Only the start is shown/)).toBeTruthy()
})

test('the hash is computed on demand, tells how far it is, and is shown when it is there', async () => {
  const hash = vi.fn(async () => undefined)
  const { stores } = open({ hash })
  fireEvent.click(await screen.findByRole('button', { name: /^File/ }))
  fireEvent.click(await screen.findByRole('button', { name: 'Compute now' }))
  expect(hash).toHaveBeenCalledWith({ modelId: 'model-1' })
  act(() => stores.folders.setState(makeFolders({ hashing: { modelId: 'model-1', progress: 0.43, waiting: 0 } }), true))
  expect(screen.getByText('Being computed: 43 %')).toBeTruthy()
})

test('arrow keys read the figure point by point', async () => {
  open({
    estimateFit: async ({ options }: { options: { contextTokens: number | null } }) =>
      makeEstimate({
        contextTokens: options.contextTokens ?? 8192,
        requiredBytes: (options.contextTokens ?? 8192) * 1024 ** 2,
      }),
  })
  const figure = await screen.findByRole('slider', { name: /^Memory by context/ })
  await waitFor(() => expect(figure.getAttribute('aria-valuemax')).toBe('2'))
  fireEvent.keyDown(figure, { key: 'Home' })
  expect(figure.getAttribute('aria-valuetext')).toBe('2,048 tokens: about 2.00 GiB')
  fireEvent.keyDown(figure, { key: 'ArrowRight' })
  expect(figure.getAttribute('aria-valuetext')).toBe('4,096 tokens: about 4.00 GiB')
})

test('a model whose drive is not connected is read from what is known, and its file is not asked for', async () => {
  const details = vi.fn(async () => makeDetails())
  open({ details }, makeModel({ isReachable: false }))
  expect(await screen.findByText(/nothing is forgotten/)).toBeTruthy()
  expect(details).not.toHaveBeenCalled()
  expect(screen.getByRole('button', { name: 'Use Q4_1' }).hasAttribute('disabled')).toBe(true)
})
