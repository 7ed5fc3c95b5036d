import { resolve } from 'node:path'
import { build, type Rolldown } from 'vite'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')

/** Everything that an entry's bundle imports: the project's own files by path, and packages by name. */
async function importsOf(entry: string): Promise<string[]> {
  const imports = new Set<string>()
  const collect: Rolldown.Plugin = {
    name: 'collect-imports',
    moduleParsed: ({ id, importedIds, dynamicallyImportedIds }) => {
      for (const each of [id, ...importedIds, ...dynamicallyImportedIds]) imports.add(each.replace(`${root}/`, ''))
    },
  }
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    build: { ssr: resolve(root, entry), write: false },
    plugins: [collect],
  })
  return [...imports]
}

const knowsElectron = (id: string) =>
  id === 'electron' || id.startsWith('electron/') || id.includes('electron-') || id.includes('main/desktop')

describe('what is bundled', () => {
  it('into the web shell knows no Electron', async () => {
    const imports = await importsOf('main/web/index.ts')
    expect(imports).toEqual(expect.arrayContaining(['main/web/web-shell.ts', 'main/core/create-core.ts', 'ws']))
    expect(imports.filter(knowsElectron)).toEqual([])
  })

  it('into the desktop shell does, so that the check above can see it', async () => {
    expect((await importsOf('main/desktop/index.ts')).filter(knowsElectron)).toContain('electron')
  })

  it('keeps llama.cpp and the interface out of both shells', async () => {
    for (const entry of ['main/web/index.ts', 'main/desktop/index.ts']) {
      const imports = await importsOf(entry)
      expect(imports.filter((id) => id === 'node-llama-cpp' || id.startsWith('renderer/'))).toEqual([])
    }
  })
})
