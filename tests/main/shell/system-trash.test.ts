import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { systemTrash } from '../../../main/shell/system-trash.ts'
import { tempFolder } from '../../support/temp-store.ts'

// A name with a star once took everything beside it along.
test.runIf(process.platform === 'linux')(
  'a file goes to the trash whole and alone, and can be found there',
  async () => {
    const home = tempFolder()
    vi.stubEnv('HOME', home)
    vi.stubEnv('XDG_DATA_HOME', join(home, 'data'))
    onTestFinished(() => void vi.unstubAllEnvs())
    const folder = join(home, 'models')
    await mkdir(folder)
    await writeFile(join(folder, '*.gguf'), 'model')
    await writeFile(join(folder, 'other.gguf'), 'other')
    await systemTrash.moveToTrash(join(folder, '*.gguf'))
    expect(await readdir(folder)).toEqual(['other.gguf'])
    const [name = ''] = await readdir(join(home, 'data/Trash/files'))
    expect(await readFile(join(home, 'data/Trash/files', name), 'utf8')).toBe('model')
    expect(existsSync(join(home, 'data/Trash/info', `${name}.trashinfo`))).toBe(true)
  },
)
