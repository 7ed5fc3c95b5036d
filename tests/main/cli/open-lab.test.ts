import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { DataFolderTakenError, openLab } from '../../../main/cli/open-lab.ts'
import { locateParts } from '../../../main/shell/parts.ts'
import { findRunning, takeDataFolder } from '../../../main/shell/single-instance.ts'
import { tempFolder } from '../../support/temp-store.ts'

const entry = pathToFileURL(join(import.meta.dirname, '../../../main/cli/index.ts')).href

function home(): string {
  const folder = tempFolder()
  vi.stubEnv('WATTLE_HOME', folder)
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
  return folder
}

describe('the data folder', () => {
  // The bug: the app and a command write into one database at once.
  it.each([
    [{ shell: 'web', pid: 7, url: 'http://127.0.0.1:9288/?token=abc' }, /in a browser \(process 7\)\. Quit it/],
    [{ shell: 'electron', pid: 8, url: null }, /Wattle is open on .* \(process 8\)\. Quit it, or use its lab/],
    [{ shell: 'cli', pid: 9, url: null }, /Another wattle command \(process 9\) is at work/],
    [null, /Wattle is open on .*\. Quit it/],
  ])('is refused where %j has it, with what to do', async (running, sentence) => {
    const folder = home()
    const instance = takeDataFolder(folder)
    onTestFinished(() => instance?.release())
    if (running !== null) writeFileSync(join(folder, 'running.json'), JSON.stringify(running))
    const refused = openLab(locateParts(entry))
    await expect(refused).rejects.toThrow(DataFolderTakenError)
    await expect(refused).rejects.toThrow(sentence)
  })

  it('is taken while a command is at work, which says so, and free after it', async () => {
    const folder = home()
    const { core, close } = await openLab(locateParts(entry))
    expect(core.labHistory.list({}, { offset: 0, limit: 1 }).total).toBe(0)
    expect(await findRunning(folder, 0)).toEqual({ shell: 'cli', pid: process.pid, url: null })
    expect(takeDataFolder(folder)).toBeNull()
    await close()
    const after = takeDataFolder(folder)
    expect(after).not.toBeNull()
    after?.release()
  })
})
