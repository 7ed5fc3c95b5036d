// @vitest-environment jsdom
import { ORPCError } from '@orpc/client'
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { defaultSettings } from '#contract/settings.ts'
import { ModelPlate } from '../../../../../renderer/app/model-plate.tsx'
import { OpenFileDialog } from '../../../../../renderer/features/library/open-file-dialog.tsx'
import { interfaceStore, openGgufFile, openModelPicker } from '../../../../../renderer/stores/interface.ts'
import { createStores } from '../../../../../renderer/stores/stores.tsx'
import { makeEngine, makeHardware, makeLoaded, makeModel, makeModels } from '../../../fixtures.ts'
import { type FakeClient, renderPart, setUpPage } from '../../../harness.tsx'

setUpPage()
beforeEach(() => interfaceStore.setState({ isPickerOpen: false, isOpenFileOpen: false }))

const small = makeModel({ id: 'small', name: 'Small' })
const large = makeModel({ id: 'large', name: 'Large', fit: { ...small.fit, verdict: 'wont-fit' } })
const problem = (code: 'MODEL_FILE_NOT_GGUF' | 'OUT_OF_MEMORY') =>
  new ORPCError(code, { data: { params: {}, detail: 'raw words' } })

const open = (client: FakeClient, models = makeModels([small, large])) => {
  const stores = createStores()
  stores.models.setState(models, true)
  stores.settings.setState(defaultSettings, true)
  stores.hardware.setState({ phase: 'known', hardware: makeHardware() }, true)
  stores.engine.setState(makeEngine(), true)
  const view = renderPart(
    <>
      <ModelPlate />
      <OpenFileDialog />
    </>,
    {
      stores,
      client: {
        ...client,
        models: {
          estimateFit: async () => ({
            ...small.fit,
            source: 'header',
            totalLayers: null,
            devices: [],
            measured: null,
            ownError: null,
          }),
          ...client.models,
        },
      },
    },
  )
  return { ...view, stores }
}

test('arrows walk the models from the search field, Enter loads the one that is shown, and the picker closes', async () => {
  const load = vi.fn(async () => makeLoaded())
  open({ engine: { load } })
  act(openModelPicker)
  const field = await screen.findByRole('combobox', { name: 'Search models' })
  fireEvent.keyDown(field, { key: 'ArrowDown' })
  expect(await screen.findByRole('option', { name: /Large/, selected: true })).toBeTruthy()
  fireEvent.keyDown(field, { key: 'Enter' })
  await waitFor(() => expect(load).toHaveBeenCalledWith({ modelId: 'large', options: defaultSettings.load }))
  await waitFor(() => expect(interfaceStore.getState().isPickerOpen).toBe(false))
})

test('typing narrows the list to what matches', async () => {
  open({})
  act(openModelPicker)
  fireEvent.change(await screen.findByRole('combobox', { name: 'Search models' }), { target: { value: 'lar' } })
  expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual([expect.stringContaining('Large')])
})

test('a load that fails says so in the picker, which stays open', async () => {
  open({ engine: { load: async () => Promise.reject(problem('OUT_OF_MEMORY')) } })
  act(openModelPicker)
  fireEvent.click(await screen.findByRole('button', { name: /^Load/ }))
  expect(await screen.findByText('Out of memory')).toBeTruthy()
  expect(screen.getByText('raw words')).toBeTruthy()
  expect(interfaceStore.getState().isPickerOpen).toBe(true)
})

test('a model that does not fit may be loaded all the same: the estimate is not a lock', async () => {
  open({}, makeModels([large]))
  act(openModelPicker)
  expect((await screen.findByRole('button', { name: /Load anyway/ })).hasAttribute('disabled')).toBe(false)
})

test('removing a model offers to take it back', async () => {
  const restore = vi.fn(async () => small)
  open({ models: { remove: async () => undefined, restore } })
  act(openModelPicker)
  fireEvent.click(await screen.findByRole('button', { name: 'Remove' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(restore).toHaveBeenCalledWith({ modelId: 'small' }))
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
