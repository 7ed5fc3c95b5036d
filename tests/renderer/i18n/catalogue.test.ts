import i18next from 'i18next'
import { describe, expect, test } from 'vitest'
import { errorCodeSchema } from '#contract/errors.ts'
import { type LabImportReason, labImportReasonSchema } from '#contract/lab/file.ts'
import { english } from '../../../renderer/i18n/resources.ts'
import { findBareStrings, findKeyUses } from '../../support/renderer-strings.ts'

type Catalogue = { [key: string]: string | Catalogue }

const leaves = (catalogue: Catalogue, prefix = ''): [key: string, text: string][] =>
  Object.entries(catalogue).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : leaves(value, `${prefix}${key}.`),
  )

const withoutPlural = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, '')
const modules = import.meta.glob<string>(['../../../renderer/**/*.{ts,tsx}', '!**/*.d.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
const sources = Object.entries(modules).map(([path, source]) => ({ file: path.replace(/^.*\/renderer\//, ''), source }))
/** Words within others, such as `$t(labImport:reasons.{{reason}})`. */
const nestedUses = leaves(english).flatMap(([, text]) =>
  [...text.matchAll(/\$t\((\w+):([^)]+)\)/g)].map(([, namespace = '', key = '']) => ({
    ...{ file: 'en', line: 0, namespace, text: key },
    pattern: new RegExp(`^${key.replaceAll('.', '\\.').replaceAll(/\{\{\w+\}\}/g, '.+')}$`),
  })),
)
const uses = [...sources.flatMap(({ file, source }) => findKeyUses(file, source)), ...nestedUses]

test('the scan sees the whole renderer', () => {
  expect(sources.length).toBeGreaterThan(80)
})

test('every string that a user can read comes from the catalogue', () => {
  expect(sources.flatMap(({ file, source }) => findBareStrings(file, source))).toEqual([])
})

test('every key that is used is in the catalogue', () => {
  const missing = uses.filter(({ namespace, pattern }) => {
    const catalogue = Object.entries(english).find(([name]) => name === namespace)?.[1] ?? {}
    return !leaves(catalogue).some(([key]) => pattern.test(withoutPlural(key)))
  })
  expect(missing.map(({ file, line, namespace, text }) => `${file}:${line} ${namespace}:${text}`)).toEqual([])
})

test.each(Object.entries(english))('every key of %s is used', (namespace, catalogue) => {
  const patterns = uses.filter((use) => use.namespace === namespace).map((use) => use.pattern)
  const unused = leaves(catalogue).filter(([key]) => !patterns.some((pattern) => pattern.test(withoutPlural(key))))
  expect(unused.map(([key]) => key)).toEqual([])
})

test('each reason for which a file is not imported has its words, in the sentence that is shown', async () => {
  expect(Object.keys(english.labImport.reasons)).toEqual(labImportReasonSchema.options)
  await i18next.init({ lng: 'en', resources: { en: english }, interpolation: { escapeValue: false } })
  const params = { fileName: 'a.csv', line: 7, reason: 'empty' satisfies LabImportReason }
  expect(i18next.t('errors:LAB_IMPORT_REFUSED.why', params)).toBe('a.csv, line 7: it is empty.')
})

test('each error code has its three sentences', () => {
  for (const code of errorCodeSchema.options) {
    expect(Object.keys(english.errors[code]), code).toEqual(['what', 'why', 'next'])
  }
})

test.each(Object.entries(english))(
  '%s has no exclamation mark, no empty string, no apology',
  (_namespace, catalogue) => {
    const faulty = leaves(catalogue).filter(([, text]) => text.trim() === '' || /!|\bsorry\b|\boops\b/i.test(text))
    expect(faulty).toEqual([])
  },
)

describe('the scan itself', () => {
  const planted: [what: string, source: string][] = [
    ['text in JSX', 'const A = () => <p>Hello</p>'],
    ['a title', 'const A = () => <p title="Hello" />'],
    ['an accessible name in braces', "const A = () => <p aria-label={'Hello'} />"],
    ['a placeholder by condition', "const A = ({ on }) => <input placeholder={on ? 'Hello' : undefined} />"],
    ['a child by condition', "const A = ({ on }) => <p>{on && 'Hello'}</p>"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the template is in the planted source.
    ['a template', 'const A = ({ n }) => <p>{`${n} items`}</p>'],
    ['a toast', "showToast({ title: 'Hello' })"],
  ]
  test.each(planted)('finds %s', (_what, source) => {
    expect(findBareStrings('planted.tsx', source)).toHaveLength(1)
  })

  test('leaves signs, figures and class names alone', () => {
    const source = 'const A = () => <p className="flex" id="page"> · 12 – {t("x")}</p>'
    expect(findBareStrings('planted.tsx', source)).toEqual([])
  })

  test('follows two translators, a constant and a template', () => {
    const source = `
      const A = ({ on, name }) => {
        const { t } = useTranslation('app')
        const { t: tChat } = useTranslation('chat')
        const word = on ? 'a' : 'b'
        return [t(word), tChat('c'), t(\`d.\${name}.e\`)]
      }`
    const found = findKeyUses('planted.tsx', source).map(({ namespace, text }) => `${namespace}:${text}`)
    expect(found).toEqual(['app:a', 'app:b', 'chat:c', 'app:d\\..+\\.e'])
  })
})
