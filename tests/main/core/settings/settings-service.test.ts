import { expect, test } from 'vitest'
import { defaultSettings } from '#contract/settings.ts'
import { SettingsService } from '../../../../main/core/settings/settings-service.ts'
import { aTariff } from '../../../support/tariffs.ts'
import { tempStore } from '../../../support/temp-store.ts'

test('a change is kept, returned and seen by watchers', () => {
  const store = tempStore()
  const service = new SettingsService(store.settings)
  const seen: string[] = []
  service.state.subscribe(({ theme }) => seen.push(theme))
  expect(service.change({ theme: 'dark', language: undefined })).toEqual({ ...defaultSettings, theme: 'dark' })
  expect(seen).toEqual(['dark'])
  expect(new SettingsService(store.settings).state.value.theme).toBe('dark')
})

test('a value out of range is refused and nothing changes, not even the good values beside it', () => {
  const store = tempStore()
  const service = new SettingsService(store.settings)
  expect(() => service.change({ theme: 'dark', proseSizePx: 400 })).toThrow()
  expect(service.state.value).toEqual(defaultSettings)
  expect(store.settings.read()).toEqual(defaultSettings)
})

test('a time zone that the system does not know is refused by its name, and nothing changes', () => {
  const service = new SettingsService(tempStore().settings)
  const tariff = aTariff({ timeZone: 'Mars/Base' })
  const refused = expect.objectContaining({ code: 'TIME_ZONE_UNKNOWN', params: { timeZone: 'Mars/Base' } })
  expect(() => service.change({ theme: 'dark', tariff })).toThrow(refused)
  expect(service.state.value).toEqual(defaultSettings)
  expect(service.change({ tariff: aTariff() }).tariff?.timeZone).toBe('Europe/Berlin')
})
