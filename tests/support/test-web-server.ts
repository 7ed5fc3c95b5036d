import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { ApiContext } from '../../main/api/base.ts'
import { type Access, createAccess, createSecret } from '../../main/web/access.ts'
import { startWebServer } from '../../main/web/web-server.ts'
import { tempFolder } from './temp-store.ts'

export type TestWebServer = {
  access: Access
  port: number
  /** Such as `127.0.0.1:40123`. */
  host: string
  /** The contract's address, with the token of a client that is no browser. */
  socketUrl: string
  /** What a browser that was let in sends. */
  cookie: string
  close(): Promise<void>
}

/** The real server of the web shell on any free port, over a small renderer folder; closed when the test has ended. */
export async function startTestWebServer(context: ApiContext): Promise<TestWebServer> {
  const folder = tempFolder()
  const rendererFolder = join(folder, 'renderer')
  mkdirSync(join(rendererFolder, 'assets'), { recursive: true })
  writeFileSync(join(rendererFolder, 'index.html'), '<!doctype html><title>Wattle</title>')
  writeFileSync(join(rendererFolder, 'assets/index-abc123.js'), 'export {}')
  writeFileSync(join(folder, 'secret.txt'), 'not to be served')
  const access = createAccess(createSecret())
  const server = await startWebServer({ access, context, rendererFolder, ports: [0] })
  let closed: Promise<void> | null = null
  const close = () => {
    closed ??= server.close()
    return closed
  }
  onTestFinished(close)
  const host = `127.0.0.1:${server.port}`
  const [cookie = ''] = access.sessionCookie(host).split(';')
  return { access, port: server.port, host, socketUrl: `ws://${host}/api?token=${access.token}`, cookie, close }
}
