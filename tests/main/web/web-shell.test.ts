import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { connectWebSocket } from '../../../renderer/data/connections.ts'
import { runWebShell } from '../../support/run-web-shell.ts'
import { tempFolder } from '../../support/temp-store.ts'
import { writeTinyGguf } from '../../support/tiny-gguf.ts'

const timeoutMs = 30_000

function connectTo(url: string) {
  const { host, searchParams } = new URL(url)
  const connection = connectWebSocket(`ws://${host}/api?token=${searchParams.get('token')}`)
  onTestFinished(connection.close)
  return connection.client
}

const childrenOf = (pid: number | undefined) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean)

describe('the web shell', () => {
  it('prints one line with an address that lets in, and ends in order when it is asked to', {
    timeout: timeoutMs,
  }, async () => {
    const home = tempFolder()
    const shell = runWebShell(home)
    const url = await shell.url()
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(303)
    expect(await connectTo(url).app.info()).toMatchObject({ shell: 'web', dataFolder: home, canPickFiles: false })
    shell.process.kill('SIGTERM')
    expect(await shell.ended()).toBe(0)
    expect(shell.output.out).toBe(`Wattle is open at ${url}\n`)
    expect(existsSync(join(home, 'wattle.db-wal'))).toBe(false)
    expect(existsSync(join(home, 'running.json'))).toBe(false)
  })

  it('leads a second start to the first, and is taken over when it was killed', { timeout: timeoutMs }, async () => {
    const home = tempFolder()
    const first = runWebShell(home)
    const url = await first.url()
    const second = runWebShell(home)
    expect(await second.url()).toBe(url)
    expect(await second.ended()).toBe(0)

    first.process.kill('SIGKILL')
    await first.ended()
    const third = runWebShell(home)
    expect(await third.url()).not.toBe(url)
  })

  it('lets a tab of the last run go on, but not its printed address', { timeout: timeoutMs }, async () => {
    const home = tempFolder()
    const first = runWebShell(home)
    const url = await first.url()
    const entered = await fetch(url, { redirect: 'manual' })
    const [cookie = ''] = (entered.headers.get('set-cookie') ?? '').split(';')
    first.process.kill('SIGTERM')
    await first.ended()
    const { origin, port } = new URL(url)
    const second = runWebShell(home, ['--port', port])
    await second.url()
    expect((await fetch(origin, { headers: { cookie }, redirect: 'manual' })).status).not.toBe(401)
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(401)
  })

  it('ends when its parent dies', { timeout: timeoutMs }, async () => {
    const shell = runWebShell(tempFolder())
    await shell.url()
    shell.process.disconnect()
    expect(await shell.ended()).toBe(0)
  })

  it.skipIf(process.platform !== 'linux')('ends the engine’s process with itself', { timeout: timeoutMs }, async () => {
    const home = tempFolder()
    const path = join(home, 'tiny.gguf')
    await writeTinyGguf(path)
    const shell = runWebShell(home)
    const client = connectTo(await shell.url())
    const { id } = await client.models.add({ path })
    await client.engine.load({ modelId: id })
    const children = childrenOf(shell.process.pid)
    expect(children.length).toBeGreaterThan(0)
    shell.process.kill('SIGTERM')
    expect(await shell.ended()).toBe(0)
    expect(children.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([])
  })
})

describe('a start that cannot succeed', () => {
  const sayingOf = async (home: string, args?: string[]) => {
    const shell = runWebShell(home, args)
    expect(await shell.ended()).toBe(1)
    expect(shell.output.out).toBe('')
    expect(shell.output.error).not.toContain('    at ')
    return shell.output.error
  }

  it('says what to do about a data folder that cannot be made', { timeout: timeoutMs }, async () => {
    const file = join(tempFolder(), 'file')
    writeFileSync(file, '')
    expect(await sayingOf(file)).toContain('WATTLE_HOME=')
  })

  it('says so for data of a newer version, and leaves them alone', { timeout: timeoutMs }, async () => {
    const home = tempFolder()
    const database = new Database(join(home, 'wattle.db'))
    database.pragma('user_version = 1000000')
    database.close()
    expect(await sayingOf(home)).toContain('newer Wattle')
  })

  it('says so for a port that is taken or is none', { timeout: timeoutMs }, async () => {
    const { port } = new URL(await runWebShell(tempFolder()).url())
    expect(await sayingOf(tempFolder(), ['--port', port])).toContain('port is taken')
    expect(await sayingOf(tempFolder(), ['--port', '70000'])).toContain('0 to 65535')
  })
})
