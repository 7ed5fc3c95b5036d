import { expect, test } from 'vitest'
import { pseudoCatalogue, pseudoText } from '../../../renderer/i18n/pseudo.ts'
import { english } from '../../../renderer/i18n/resources.ts'

test('a string is accented, bracketed and about a third longer', () => {
  const made = pseudoText('Load the model at start')
  expect(made).toMatch(/^⟦Ļöàð ţĥé ɱöðéļ àţ šţàŕţ·+⟧$/)
  expect(made.length).toBeGreaterThanOrEqual('Load the model at start'.length * 1.3)
})

test('placeholders and tags are kept, so that interpolation still works', () => {
  expect(pseudoText('{{count}} tokens in <b>memory</b>')).toContain('{{count}}')
  expect(pseudoText('{{count}} tokens in <b>memory</b>')).toContain('<b>')
})

test('every leaf of the catalogue is converted and no key is lost', () => {
  const made = pseudoCatalogue(english)
  const count = (value: unknown): number =>
    typeof value === 'object' && value !== null
      ? Object.values(value).reduce((sum: number, inner) => sum + count(inner), 0)
      : 1
  expect(count(made)).toBe(count(english))
  const bare = JSON.stringify(made).match(/:"(?!⟦)[^"]*"/g)
  expect(bare).toBeNull()
})
