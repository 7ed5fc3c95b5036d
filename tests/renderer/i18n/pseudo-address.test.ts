// @vitest-environment jsdom
import i18next from 'i18next'
import { expect, test } from 'vitest'

// The catalogue of the pseudo-locale was added after the language had been set, and nothing was drawn again.
test('?locale=pseudo in the address shows the pseudo-locale at once, whatever the settings say', async () => {
  window.history.replaceState(null, '', '/?locale=pseudo')
  const { followLanguageSetting, startI18n } = await import('../../../renderer/i18n/i18n.ts')
  startI18n()
  expect(i18next.t('section.chat')).toMatch(/^⟦Çĥàţ/)
  followLanguageSetting('en')
  expect(i18next.t('section.chat')).toMatch(/^⟦Çĥàţ/)
})
