import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DataFolderError, openDataFolder } from '../../../main/shell/data-folder.ts'
import { tempFolder } from '../../support/temp-store.ts'

describe('the data folder', () => {
  it('lies where WATTLE_HOME says, with all its parts within', () => {
    const home = join(tempFolder(), 'a/b')
    const folder = openDataFolder({ WATTLE_HOME: home })
    expect(folder.root).toBe(home)
    for (const path of Object.values(folder)) expect(path.startsWith(home)).toBe(true)
    expect(statSync(folder.models).isDirectory()).toBe(true)
  })

  it.skipIf(process.platform === 'win32')('can be read by its owner alone', () => {
    const folder = openDataFolder({ WATTLE_HOME: join(tempFolder(), 'home') })
    expect(statSync(folder.root).mode & 0o777).toBe(0o700)
  })

  it('says what is wrong and what to do where a file is in its place', () => {
    const file = join(tempFolder(), 'file')
    writeFileSync(file, '')
    expect(() => openDataFolder({ WATTLE_HOME: file })).toThrow(DataFolderError)
    expect(() => openDataFolder({ WATTLE_HOME: file })).toThrow(/cannot keep its data in .*file.*WATTLE_HOME/s)
  })

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('says so where it cannot be written', () => {
    const home = join(tempFolder(), 'home')
    mkdirSync(home)
    chmodSync(home, 0o500)
    expect(() => openDataFolder({ WATTLE_HOME: home })).toThrow(DataFolderError)
  })
})
