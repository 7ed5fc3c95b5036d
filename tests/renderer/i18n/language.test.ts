// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { resolveLanguage } from '../../../renderer/i18n/i18n.ts'

test('the system language is taken where there is a catalogue, by tag or by language', () => {
  expect(resolveLanguage('system', ['de-DE', 'en-GB'])).toBe('en')
  expect(resolveLanguage('en', ['de'])).toBe('en')
})

test('a language without a catalogue falls back to English, and never to the pseudo-locale', () => {
  expect(resolveLanguage('xx', [])).toBe('en')
  expect(resolveLanguage('system', ['ps-AF'])).toBe('en')
})

test('the pseudo-locale is only for those who ask for it', () => {
  expect(resolveLanguage('pseudo', ['en'])).toBe('pseudo')
})
