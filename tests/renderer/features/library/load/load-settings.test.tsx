// @vitest-environment jsdom
import { ORPCError } from '@orpc/client'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { LoadProfile } from '#contract/profiles.ts'
import { defaultSettings } from '#contract/settings.ts'
import { LoadSettings } from '../../../../../renderer/features/library/load/load-settings.tsx'
import { createStores } from '../../../../../renderer/stores/stores.tsx'
import { makeEngine, makeLoaded } from '../../../../support/make-engine.ts'
import { makeEstimate, makeHardware, makeModel, makeProfile } from '../../../fixtures.ts'
import { renderPart, setUpPage } from '../../../harness.tsx'

setUpPage()

const open = (profiles: LoadProfile[] = []) => {
  const stores = createStores()
  stores.settings.setState(defaultSettings, true)
  stores.hardware.setState({ phase: 'known', hardware: makeHardware() }, true)
  stores.engine.setState(makeEngine(), true)
  const kept = [...profiles]
  const save = vi.fn(async (profile: Omit<LoadProfile, 'id'> & { id?: string }) => {
    if (kept.some(({ id, name }) => name === profile.name && id !== profile.id)) {
      throw new ORPCError('PROFILE_NAME_TAKEN', { data: { params: {}, detail: null } })
    }
    const saved = { ...profile, id: profile.id ?? `new ${kept.length}` }
    const at = kept.findIndex(({ id }) => id === saved.id)
    kept.splice(at === -1 ? kept.length : at, 1, saved)
    return saved
  })
  const remove = vi.fn(async ({ id }: { id: string }) => {
    kept.splice(
      kept.findIndex((profile) => profile.id === id),
      1,
    )
  })
  const load = vi.fn(async () => makeLoaded())
  const estimateFit = vi.fn(async () => makeEstimate())
  renderPart(<LoadSettings model={makeModel()} />, {
    stores,
    client: { engine: { load }, models: { estimateFit }, profiles: { list: async () => [...kept], save, remove } },
  })
  return { save, remove, load, kept, estimateFit }
}
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))
const menu = async (item: string) => {
  await press('More about profiles')
  fireEvent.click(await screen.findByRole('menuitem', { name: item }))
}
const typeName = async (name: string) => {
  const form = await screen.findByLabelText('Name of the profile')
  fireEvent.change(form, { target: { value: name } })
  fireEvent.submit(form)
}
const chooseCache = async (type: string) =>
  fireEvent.click(within(await screen.findByRole('group', { name: 'Cache' })).getByRole('button', { name: type }))

test('begins with the default profile, and loads with it and what was changed', async () => {
  const { load } = open([makeProfile({ id: 'p', name: 'Mine', isDefault: true, load: { threads: 3 } })])
  expect(await screen.findByText('Mine')).toBeTruthy()
  await chooseCache('q8_0')
  await press('Load')
  await waitFor(() =>
    expect(load).toHaveBeenCalledWith({
      modelId: 'model-1',
      profileId: 'p',
      options: { kvTypeK: 'q8_0', kvTypeV: 'q8_0' },
    }),
  )
})

test('what was changed can be saved as a new profile, which is then the one that is chosen', async () => {
  const { save, load } = open()
  await chooseCache('q4_0')
  await press('Save as…')
  await typeName('Small cache')
  await waitFor(() =>
    expect(save).toHaveBeenCalledWith({
      modelId: 'model-1',
      name: 'Small cache',
      isDefault: false,
      load: { kvTypeK: 'q4_0', kvTypeV: 'q4_0' },
      sampling: {},
      systemPrompt: null,
    }),
  )
  expect(await screen.findByText('Small cache')).toBeTruthy()
  await press('Load')
  await waitFor(() => expect(load).toHaveBeenCalledWith({ modelId: 'model-1', profileId: 'new 0', options: {} }))
})

test('a name that is taken is said beside the field, and nothing is lost', async () => {
  open([makeProfile({ name: 'Mine' })])
  await chooseCache('q8_0')
  await press('Save as…')
  await typeName('Mine')
  expect(await screen.findByText(/There is a profile of this name/)).toBeTruthy()
  expect(screen.getByLabelText<HTMLInputElement>('Name of the profile').value).toBe('Mine')
})

test('a profile is renamed, made the default and deleted from its menu; a deleted one can be had back', async () => {
  const { save, remove, kept } = open([makeProfile({ id: 'p', name: 'Mine', isDefault: true })])
  await screen.findByText('Mine')
  await menu('Rename…')
  await typeName('Yours')
  expect(await screen.findByText('Yours')).toBeTruthy()
  await menu('No longer the default')
  await waitFor(() => expect(save).toHaveBeenLastCalledWith(expect.objectContaining({ id: 'p', isDefault: false })))
  await menu('Delete')
  await waitFor(() => expect(remove).toHaveBeenCalledWith({ id: 'p' }))
  await press('Undo')
  await waitFor(() => expect(kept.map(({ name }) => name)).toEqual(['Yours']))
})

test('sampling and the prompt of a profile are saved with it; what is out of range is not', async () => {
  const { save } = open([makeProfile({ id: 'p', name: 'Mine', isDefault: true })])
  await screen.findByText('Mine')
  await menu('Sampling and prompt')
  const temperature = await screen.findByLabelText('Temperature')
  fireEvent.focus(temperature)
  fireEvent.change(temperature, { target: { value: '9' } })
  expect(await screen.findByText(/From 0 to 5/)).toBeTruthy()
  fireEvent.change(temperature, { target: { value: '1.5' } })
  fireEvent.change(screen.getByLabelText('System prompt'), { target: { value: 'Be brief.' } })
  // Loading would have dropped them without a word.
  expect(screen.getByText(/not saved in a profile yet/)).toBeTruthy()
  await press('Save into Mine')
  await waitFor(() =>
    expect(save).toHaveBeenCalledWith(
      expect.objectContaining({ id: 'p', sampling: { temperature: 1.5 }, systemPrompt: 'Be brief.' }),
    ),
  )
})

test('an option under More is a part of the load and of the estimate', async () => {
  const { load, estimateFit } = open()
  await press('More')
  const batch = await screen.findByLabelText('Micro-batch')
  fireEvent.focus(batch)
  fireEvent.change(batch, { target: { value: '256' } })
  await waitFor(() =>
    expect(estimateFit).toHaveBeenLastCalledWith(
      { modelId: 'model-1', options: { ...defaultSettings.load, ubatchTokens: 256 } },
      expect.anything(),
    ),
  )
  await press('Load')
  await waitFor(() =>
    expect(load).toHaveBeenCalledWith({ modelId: 'model-1', profileId: null, options: { ubatchTokens: 256 } }),
  )
})
