import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findRunning, takeDataFolder } from '../../../main/shell/single-instance.ts'
import { tempFolder } from '../../support/temp-store.ts'

const running = { shell: 'web', pid: 1, url: 'http://127.0.0.1:9288/?token=abc' } as const

/** Another process that takes the folder, says so, and holds it until it is ended. */
async function holdElsewhere(folder: string) {
  const source = new URL('../../../main/shell/single-instance.ts', import.meta.url).href
  const code = `
    import { takeDataFolder } from ${JSON.stringify(source)}
    const instance = takeDataFolder(${JSON.stringify(folder)})
    await instance.announce(${JSON.stringify(running)})
    process.stdout.write('taken')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  await once(child.stdout, 'data')
  return child
}

describe('the lock of a data folder', () => {
  it('is held by one process at a time, which the others find', async () => {
    const folder = tempFolder()
    await holdElsewhere(folder)
    expect(takeDataFolder(folder)).toBeNull()
    expect(await findRunning(folder)).toEqual(running)
  })

  it('is free at once when its holder was killed, whatever that left behind', async () => {
    const folder = tempFolder()
    const holder = await holdElsewhere(folder)
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    const instance = takeDataFolder(folder)
    expect(instance).not.toBeNull()
    expect(await findRunning(folder, 0)).toBeNull()
    instance?.release()
  })

  it('is free again when it was given back, and another folder was free all the time', () => {
    const folder = tempFolder()
    const first = takeDataFolder(folder)
    const other = takeDataFolder(tempFolder())
    expect(first && other).not.toBeNull()
    first?.release()
    other?.release()
    const second = takeDataFolder(folder)
    expect(second).not.toBeNull()
    second?.release()
  })

  it.skipIf(process.platform === 'win32')('keeps the address with its token for the owner alone', async () => {
    const folder = tempFolder()
    const instance = takeDataFolder(folder)
    await instance?.announce(running)
    expect(statSync(join(folder, 'running.json')).mode & 0o777).toBe(0o600)
    instance?.release()
  })

  it('takes no half-written or foreign file for a running Wattle', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'running.json'), '{"shell":"web"')
    expect(await findRunning(folder, 0)).toBeNull()
    writeFileSync(join(folder, 'running.json'), '{"shell":"web","pid":1,"url":"not an address"}')
    expect(await findRunning(folder, 0)).toBeNull()
  })
})
