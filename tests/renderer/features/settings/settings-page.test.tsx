// @vitest-environment jsdom
import { ORPCError } from '@orpc/client'
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { HubAccess } from '#contract/hub.ts'
import { defaultSettings, type Settings } from '#contract/settings.ts'
import { SettingsPage } from '../../../../renderer/features/settings/settings-page.tsx'
import { createStores } from '../../../../renderer/stores/stores.tsx'
import { makeHardware } from '../../fixtures.ts'
import { type FakeClient, renderPart, setUpPage } from '../../harness.tsx'

setUpPage()

const noToken: HubAccess = {
  endpoint: 'https://huggingface.co',
  token: null,
  willKeepIn: 'file',
  tokenPath: '/home/me/.local/share/wattle/hub-token',
  proxy: null,
}

const open = (
  change: (patch: Partial<Settings>) => Promise<Settings>,
  settings = defaultSettings,
  hub: FakeClient['hub'] = {},
) => {
  const stores = createStores()
  stores.settings.setState(settings, true)
  return renderPart(<SettingsPage />, {
    stores,
    client: {
      settings: { change },
      hardware: { probe: async () => makeHardware() },
      app: { engineLog: async () => [] },
      cost: { countries: async () => [], cloudPrices: async () => [] },
      hub: { access: async () => noToken, ...hub },
    },
  })
}
const accept = () => vi.fn(async (patch: Partial<Settings>) => ({ ...defaultSettings, ...patch }))
const type = (label: string, text: string) => {
  const field = screen.getByLabelText(label)
  fireEvent.focus(field)
  fireEvent.change(field, { target: { value: text } })
  return field
}

test('a number in its range is saved, with the rest of its group', async () => {
  const change = accept()
  open(change)
  type('Temperature', '1.2')
  await waitFor(() =>
    expect(change).toHaveBeenCalledWith({ sampling: { ...defaultSettings.sampling, temperature: 1.2 } }),
  )
})

test('a number out of its range is not saved, and says why beside the field', async () => {
  const change = accept()
  open(change)
  const field = type('Temperature', '9')
  expect(await screen.findByText(/From 0 to 5/)).toBeTruthy()
  expect(field.getAttribute('aria-invalid')).toBe('true')
  fireEvent.blur(field)
  expect(change).not.toHaveBeenCalled()
})

test('an empty field means automatic where there is such a thing', async () => {
  const change = accept()
  open(change, { ...defaultSettings, load: { ...defaultSettings.load, threads: 4 } })
  type('Threads', '')
  await waitFor(() => expect(change).toHaveBeenCalledWith({ load: defaultSettings.load }))
})

test('leaving the page saves what was typed a moment before', () => {
  const change = accept()
  const { unmount } = open(change)
  fireEvent.change(screen.getByLabelText('System prompt'), { target: { value: 'Be brief.' } })
  unmount()
  expect(change).toHaveBeenCalledWith({ systemPrompt: 'Be brief.' })
})

test('a setting that differs from its default can be put back', async () => {
  const change = accept()
  open(change, { ...defaultSettings, theme: 'dark' })
  fireEvent.click(screen.getByRole('button', { name: 'Reset Theme' }))
  await waitFor(() => expect(change).toHaveBeenCalledWith({ theme: 'system' }))
  expect(screen.queryByRole('button', { name: 'Reset Theme' })).toBeNull()
})

test('a change that is refused is taken back, and said', async () => {
  const data = { params: {}, detail: null }
  const { stores } = open(async () => Promise.reject(new ORPCError('DISK_FULL', { data })))
  const theme = screen.getByRole('group', { name: 'Theme' })
  fireEvent.click(within(theme).getByRole('button', { name: 'Dark' }))
  expect(stores.settings.getState()?.theme).toBe('dark')
  await waitFor(() => expect(stores.settings.getState()?.theme).toBe('system'))
  expect((await screen.findAllByText('The disk is full')).length).toBeGreaterThan(0)
})

test('the search finds a setting by its effect and a section by its name, and says where there is none', async () => {
  open(accept())
  const search = screen.getByRole('searchbox', { name: 'Search settings' })
  fireEvent.change(search, { target: { value: 'likeliest 0 drops none' } })
  await waitFor(() => expect(screen.queryByLabelText('Temperature')).toBeNull())
  expect(screen.getByLabelText('Min-p')).toBeTruthy()
  fireEvent.change(search, { target: { value: 'power meter' } })
  expect(await screen.findByRole('switch', { name: 'Measure power' })).toBeTruthy()
  expect(screen.getByRole('combobox', { name: 'Power supply' })).toBeTruthy()
  fireEvent.change(search, { target: { value: 'zzz' } })
  expect(await screen.findByText('No setting matches.')).toBeTruthy()
})

const chooseIdle = async (name: string) => {
  fireEvent.click(screen.getByRole('combobox', { name: 'Free the memory when idle' }))
  const option = await screen.findByRole('option', { name })
  // Base UI takes a click for one only where the pointer went down on the option.
  fireEvent.pointerDown(option)
  fireEvent.mouseDown(option)
  fireEvent.click(option)
}

test('memory is freed after a usual time or one of the user’s own, and never by default', async () => {
  const change = accept()
  open(change)
  await chooseIdle('After 15 minutes')
  await waitFor(() => expect(change).toHaveBeenCalledWith({ idleUnloadMinutes: 15 }))
  await chooseIdle('After a time of your own')
  type('Minutes without a question', '0')
  expect(await screen.findByText(/From 1 to 1,440/)).toBeTruthy()
  type('Minutes without a question', '45')
  await waitFor(() => expect(change).toHaveBeenLastCalledWith({ idleUnloadMinutes: 45 }))
  fireEvent.click(screen.getByRole('button', { name: 'Reset Free the memory when idle' }))
  await waitFor(() => expect(change).toHaveBeenLastCalledWith({ idleUnloadMinutes: null }))
})

test('the bandwidth is typed in MB/s and kept in bytes; an empty field takes the limit away', async () => {
  const change = accept()
  const { stores } = open(change)
  type('Bandwidth limit', '2.5')
  await waitFor(() => expect(change).toHaveBeenCalledWith({ downloadLimitBytesPerSecond: 2_500_000 }))
  expect(stores.settings.getState()?.downloadLimitBytesPerSecond).toBe(2_500_000)
  type('Bandwidth limit', '')
  await waitFor(() => expect(change).toHaveBeenLastCalledWith({ downloadLimitBytesPerSecond: null }))
})

test('options of a load that are switches are saved with the rest of their group', async () => {
  const change = accept()
  open(change)
  fireEvent.click(screen.getByRole('switch', { name: 'Lock in memory' }))
  await waitFor(() => expect(change).toHaveBeenCalledWith({ load: { ...defaultSettings.load, mlock: true } }))
})

test('says where a token would be kept before it is given, and that the hub refused it', async () => {
  const setToken = vi.fn(async () =>
    Promise.reject(new ORPCError('HUB_TOKEN_REFUSED', { data: { params: {}, detail: null } })),
  )
  open(accept(), defaultSettings, { setToken })
  expect(
    await screen.findByText(/kept in \/home\/me\/.local\/share\/wattle\/hub-token, which only you can read/),
  ).toBeTruthy()
  fireEvent.change(screen.getByLabelText('Access token'), { target: { value: ' hf_x ' } })
  fireEvent.click(screen.getByRole('button', { name: 'Keep it' }))
  expect(await screen.findByText('The hub does not know this token')).toBeTruthy()
  expect(setToken).toHaveBeenCalledWith({ token: 'hf_x' })
})

test('a token of the environment is named, and is not offered to be removed', async () => {
  open(accept(), defaultSettings, { access: async () => ({ ...noToken, token: 'environment' }) })
  expect(await screen.findByText('A token is set by HF_TOKEN.')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Remove it' })).toBeNull()
})

// The bug: “Add a smart plug” leads to the top of forty settings.
test('an address that names a setting leads to it, with the keyboard too', () => {
  const { location } = open(accept())
  const scrolled: Element[] = []
  vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(function (this: Element) {
    scrolled.push(this)
  })
  act(() => location.navigate('/settings/meter.plugs'))
  const [entry] = scrolled
  expect(entry?.textContent).toMatch(/^Smart plugs/)
  expect(document.activeElement).toBe(entry)
})
