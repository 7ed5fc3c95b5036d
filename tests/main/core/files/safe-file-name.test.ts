import { expect, it } from 'vitest'
import { safeFileName, safeRelativePath } from '../../../../main/core/files/safe-file-name.ts'

const refused = [
  '',
  '.',
  '..',
  '../model.gguf',
  'folder/model.gguf',
  '..\\model.gguf',
  'folder\\model.gguf',
  'C:model.gguf',
  'C:\\model.gguf',
  'model.gguf:stream',
  '/etc/passwd',
  'model\0.gguf',
  'model\n.gguf',
  'model\u202Efugg.exe',
  'model\u200B.gguf',
  '.bashrc',
  'model.gguf.',
  'model.gguf ',
  ' model.gguf',
  'CON',
  'nul.gguf',
  'com1.tar.gguf',
  'LPT¹.gguf',
  'aux .gguf',
  'what?.gguf',
  'a"b.gguf',
  'lone\uD800.gguf',
  `${'x'.repeat(226)}.gguf`,
  `${'é'.repeat(115)}.gguf`,
]

it.each(refused)('refuses %j', (name) => {
  expect(() => safeFileName(name)).toThrow(expect.objectContaining({ code: 'DOWNLOAD_FILE_NAME_REFUSED' }))
})

it.each(['model.gguf', 'Qwen3-0.6B-Q4_K_M.gguf', 'modèle d’été (2).gguf', '模型.gguf', 'console.gguf', 'a..b.gguf'])(
  'takes %j as it is',
  (name) => {
    expect(safeFileName(name)).toBe(name)
  },
)

it('takes a path whose every part is a name, and refuses one that leads anywhere else', () => {
  expect(safeRelativePath('UD-Q4_K_XL/model-00001-of-00002.gguf')).toBe('UD-Q4_K_XL/model-00001-of-00002.gguf')
  for (const path of ['a/../../b.gguf', '/a.gguf', 'a//b.gguf', 'a/b\\c.gguf', 'a/', './a.gguf', 'a/nul/b.gguf']) {
    expect(() => safeRelativePath(path)).toThrow(expect.objectContaining({ code: 'DOWNLOAD_FILE_NAME_REFUSED' }))
  }
})

// The bug: a name that turns the text around it, or fills the page, in the very sentence that warns of it.
it('tells the refused name without what is dangerous to show', () => {
  const refusal = (name: string) => {
    try {
      return safeFileName(name)
    } catch (error) {
      return error
    }
  }
  expect(refusal('a\u202E\nb')).toMatchObject({ params: { fileName: 'a\uFFFD\uFFFDb' } })
  expect(refusal(`/${'x'.repeat(1000)}`)).toMatchObject({ params: { fileName: `/${'x'.repeat(119)}…` } })
})
