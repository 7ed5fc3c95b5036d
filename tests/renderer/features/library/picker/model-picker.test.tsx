// @vitest-environment jsdom
import { ORPCError } from '@orpc/client'
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { defaultSettings } from '#contract/settings.ts'
import { ModelPlate } from '../../../../../renderer/app/model-plate.tsx'
import { OpenFileDialog } from '../../../../../renderer/features/library/open-file-dialog.tsx'
import { interfaceStore, openGgufFile, openModelPicker } from '../../../../../renderer/stores/interface.ts'
import { createStores } from '../../../../../renderer/stores/stores.tsx'
import { makeDownload } from '../../../../support/make-download.ts'
import { makeEngine, makeLoaded } from '../../../../support/make-engine.ts'
import { makeEstimate, makeHardware, makeModel, makeModels } from '../../../fixtures.ts'
import { type FakeClient, renderPart, setUpPage } from '../../../harness.tsx'

setUpPage()
beforeEach(() => interfaceStore.setState({ isPickerOpen: false, isOpenFileOpen: false }))

const small = makeModel({ id: 'small', name: 'Small', ladderId: 'small' })
const large = makeModel({ id: 'large', name: 'Large', ladderId: 'large', fit: { ...small.fit, verdict: 'wont-fit' } })
const problem = (code: 'MODEL_FILE_NOT_GGUF' | 'OUT_OF_MEMORY') =>
  new ORPCError(code, { data: { params: {}, detail: 'raw words' } })

const open = (client: FakeClient, models = makeModels([small, large]), estimate = makeEstimate()) => {
  const stores = createStores()
  stores.models.setState(models, true)
  stores.settings.setState(defaultSettings, true)
  stores.hardware.setState({ phase: 'known', hardware: makeHardware() }, true)
  stores.engine.setState(makeEngine(), true)
  stores.downloads.setState({ downloads: [] }, true)
  const view = renderPart(
    <>
      <ModelPlate />
      <OpenFileDialog />
    </>,
    {
      stores,
      client: {
        ...client,
        models: { estimateFit: async () => estimate, ...client.models },
        profiles: { list: async () => [], ...client.profiles },
      },
    },
  )
  return { ...view, stores }
}
/** Without a layout the list takes its lines for ones that are still to be measured, and hides them. */
const option = (name: RegExp) => screen.findByRole('option', { name, hidden: true })
const field = () => screen.findByRole('combobox', { name: 'Search models' })

test('arrows walk the models from the search field, Enter loads the one that is shown, and the picker closes', async () => {
  const load = vi.fn(async () => makeLoaded())
  open({ engine: { load } })
  act(openModelPicker)
  fireEvent.keyDown(await field(), { key: 'ArrowUp' })
  expect(await screen.findByRole('heading', { name: 'Large' })).toBeTruthy()
  expect(document.querySelector('[role="option"][aria-selected="true"]')?.textContent).toContain('Large')
  fireEvent.keyDown(await field(), { key: 'Enter' })
  await waitFor(() => expect(load).toHaveBeenCalledWith({ modelId: 'large', profileId: null, options: {} }))
  await waitFor(() => expect(interfaceStore.getState().isPickerOpen).toBe(false))
})

test('typing narrows the list to what matches', async () => {
  open({})
  act(openModelPicker)
  fireEvent.change(await field(), { target: { value: 'lar' } })
  const texts = screen.getAllByRole('option', { hidden: true }).map((option) => option.textContent)
  expect(texts).toEqual([expect.stringContaining('Large'), expect.stringContaining('Find more models')])
})

// Where the popover has no such part, Tab goes on into the page behind it.
test('there is a button to leave by, without which Tab is not kept within', async () => {
  open({})
  act(openModelPicker)
  await field()
  fireEvent.click(screen.getByRole('button', { name: 'Close', hidden: true }))
  await waitFor(() => expect(interfaceStore.getState().isPickerOpen).toBe(false))
})

test('a ladder stands once, with all its quantizations beside it; Alt and an arrow choose among them', async () => {
  const load = vi.fn(async () => makeLoaded())
  const q8 = makeModel({ ...small, id: 'q8', quantization: 'Q8_0', sizeBytes: 9e9 })
  open({ engine: { load } }, makeModels([small, q8]))
  act(openModelPicker)
  expect(await screen.findByText('2 installed · chosen')).toBeTruthy()
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Q4_1' }).checked).toBe(true)
  fireEvent.keyDown(await field(), { key: 'ArrowUp', altKey: true })
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Q8_0' }).checked).toBe(true)
  fireEvent.keyDown(await field(), { key: 'Enter' })
  await waitFor(() => expect(load).toHaveBeenCalledWith({ modelId: 'q8', profileId: null, options: {} }))
})

test('a load that fails says so in the picker, which stays open', async () => {
  open({ engine: { load: async () => Promise.reject(problem('OUT_OF_MEMORY')) } })
  act(openModelPicker)
  fireEvent.click(await screen.findByRole('button', { name: /^Load/ }))
  expect(await screen.findByText('Out of memory')).toBeTruthy()
  expect(screen.getByText('raw words')).toBeTruthy()
  expect(interfaceStore.getState().isPickerOpen).toBe(true)
})

test('a model that does not fit may be loaded all the same, and the reason is said: the estimate is not a lock', async () => {
  const tooLarge = makeEstimate({ verdict: 'wont-fit', requiredBytes: 42 * 1024 ** 3, availableBytes: 30 * 1024 ** 3 })
  open({}, makeModels([large]), tooLarge)
  act(openModelPicker)
  expect((await screen.findByRole('button', { name: /Load anyway/ })).hasAttribute('disabled')).toBe(false)
  expect(await screen.findByText(/needs 42.00 GiB, and 30.00 GiB is free/)).toBeTruthy()
})

test('what was measured here stands beside the estimate, with how far off the estimates have been', async () => {
  const measured = {
    atMs: 0,
    backend: 'cpu' as const,
    contextTokens: 8192,
    kvTypeK: 'f16' as const,
    kvTypeV: 'f16' as const,
    estimatedBytes: 1,
    measuredBytes: Math.round(0.27 * 1024 ** 3),
    isComplete: true,
  }
  open({}, undefined, makeEstimate({ measured, ownError: { low: 0.96, high: 1.05, measurements: 12 } }))
  act(openModelPicker)
  expect(await screen.findByText('Measured here: 0.27 GiB')).toBeTruthy()
  expect(screen.getByText("This machine's 12 loads took 0.96–1.05 of their estimates")).toBeTruthy()
  expect(screen.getByText('Estimated by llama.cpp')).toBeTruthy()
})

test('a model that is on its way says how far it is, one that cannot be reached or is damaged says that', async () => {
  const away = makeModel({ id: 'away', name: 'Away', ladderId: 'away', isReachable: false })
  const broken = makeModel({
    id: 'broken',
    name: 'Broken',
    ladderId: 'broken',
    problem: { code: 'MODEL_FILE_TRUNCATED', params: {}, detail: 'short' },
  })
  const { stores } = open({}, makeModels([small, away, broken]))
  act(() => stores.downloads.setState({ downloads: [makeDownload()] }, true))
  act(openModelPicker)
  expect(await option(/Qwen3 8B.*downloading, 62 %/)).toBeTruthy()
  expect(await option(/Away.*not reachable now/)).toBeTruthy()
  fireEvent.click(await option(/Broken.*file damaged/))
  expect(await screen.findByText("The model's file ends too early")).toBeTruthy()
})

test('a starter that failed says what was tried, and can be tried again', async () => {
  const fetchStarter = vi.fn(async () => undefined)
  const attempts = [
    {
      source: 'hugging-face' as const,
      label: 'huggingface.co',
      problem: { code: 'DOWNLOAD_FAILED' as const, params: {}, detail: 'ENOTFOUND' },
    },
  ]
  open({ models: { fetchStarter } }, makeModels([], { starter: { phase: 'failed', attempts } }))
  act(openModelPicker)
  expect(await screen.findByText('huggingface.co')).toBeTruthy()
  expect(screen.getByText('ENOTFOUND')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(fetchStarter).toHaveBeenCalled()
})

test('a bad file is refused in words where its path was typed, and the path can be mended', async () => {
  const add = vi.fn(async ({ path }: { path: string }) =>
    path === '/good.gguf' ? small : Promise.reject(problem('MODEL_FILE_NOT_GGUF')),
  )
  const choose = vi.fn(async () => undefined)
  open({ models: { add, choose } })
  act(openGgufFile)
  const field = await screen.findByLabelText('Path of the file')
  fireEvent.change(field, { target: { value: ' /bad.png ' } })
  fireEvent.click(screen.getByRole('button', { name: 'Add' }))
  expect(await screen.findByText('This is not a GGUF file')).toBeTruthy()
  expect(add).toHaveBeenCalledWith({ path: '/bad.png' })
  fireEvent.change(field, { target: { value: '/good.gguf' } })
  fireEvent.click(screen.getByRole('button', { name: 'Add' }))
  await waitFor(() => expect(choose).toHaveBeenCalledWith({ modelId: 'small' }))
  await waitFor(() => expect(interfaceStore.getState().isOpenFileOpen).toBe(false))
})

test('a fallback to the CPU stays on the plate, with its reason', async () => {
  const { stores } = open({}, makeModels([small]))
  const fallback = { requested: 'cuda' as const, used: 'cpu' as const, reason: 'driver 470 is too old' }
  act(() =>
    stores.engine.setState(
      makeEngine({ phase: 'ready', modelId: 'small', loaded: makeLoaded({ modelId: 'small', fallback }) }),
      true,
    ),
  )
  fireEvent.click(screen.getByRole('button', { name: 'CPU instead of CUDA' }))
  expect(await screen.findByText('driver 470 is too old')).toBeTruthy()
})
