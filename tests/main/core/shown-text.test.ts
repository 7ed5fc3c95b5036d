import { expect, it } from 'vitest'
import { shownText } from '../../../main/core/shown-text.ts'

it.each([
  ['two\nlines\r\nand\ttabs', 'two lines and tabs'],
  ['turned \u202Etxt.exe', 'turned txt.exe'],
  ['hidden\u200B\u2060\uFEFF', 'hidden'],
  ['\u0007bell', 'bell'],
  ['half a pair \uD83D', 'half a pair \uFFFD'],
  ['Größe 模型', 'Größe 模型'],
])('shows %j as %j', (text, shown) => {
  expect(shownText(text)).toBe(shown)
})

it('cuts what is long, between characters', () => {
  expect(shownText('🌳'.repeat(300), 5)).toBe('🌳🌳🌳🌳…')
})
