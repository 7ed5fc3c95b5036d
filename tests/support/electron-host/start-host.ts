import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { offline } from '../offline.ts'
import type { Telling } from './tell.ts'

const root = resolve(import.meta.dirname, '../../..')

/** What the stand-in sends; the app's own word to `npm start` comes over the same channel. */
const isTelling = (message: unknown): message is Telling => typeof message === 'object'

/** The built desktop shell, running over the stand-in. */
export type DesktopHost = {
  process: ChildProcess
  /** What the app asked of the system so far. */
  told: Telling[]
  /** The first message of this kind, as soon as it is there. */
  hear<Type extends Telling['type']>(type: Type): Promise<Extract<Telling, { type: Type }>>
  /** Asks for a port as a page or frame at this address would. */
  poseAs(url: string): void
  /** Picks an entry of the tray's menu. */
  pickFromTray(label: string): void
  /** The window's page, once it has loaded. */
  page(): Promise<Page>
  /** The exit code, when it has ended by itself. */
  exitCode(): Promise<number | null>
  /** Ends it as the system does, and waits. Returns the exit code. */
  stop(): Promise<number | null>
}

/** Runs `out/main/desktop.js` with its data in this folder. */
export function startDesktopHost(home: string, environment: NodeJS.ProcessEnv = {}): DesktopHost {
  const child = fork(resolve(root, 'out/main/desktop.js'), [], {
    cwd: root,
    env: { ...process.env, ...offline, WATTLE_HOME: home, ...environment },
    execArgv: ['--import', new URL('./register.ts', import.meta.url).href],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const exited = once(child, 'exit')
  const told: Telling[] = []
  child.on('message', (message) => {
    if (isTelling(message)) told.push(message)
  })
  let browser: Browser | null = null

  const hear = async <Type extends Telling['type']>(type: Type): Promise<Extract<Telling, { type: Type }>> => {
    const isWanted = (telling: Telling): telling is Extract<Telling, { type: Type }> => telling.type === type
    for (;;) {
      const found = told.find(isWanted)
      if (found) return found
      if (child.exitCode !== null)
        throw new Error(`The desktop shell ended with ${child.exitCode} and never told ${type}.`)
      await Promise.race([once(child, 'message'), exited])
    }
  }
  const exitCode = async (): Promise<number | null> => {
    const [code] = await exited
    return typeof code === 'number' ? code : null
  }
  return {
    process: child,
    told,
    hear,
    poseAs: (url) => {
      child.send({ poseAs: url })
    },
    pickFromTray: (label) => {
      child.send({ pickFromTray: label })
    },
    page: async () => {
      const { endpoint } = await hear('browser')
      browser ??= await chromium.connectOverCDP(endpoint)
      const [context] = browser.contexts()
      if (!context) throw new Error('The browser has no context.')
      const isOurs = (page: Page) => page.url().startsWith('https://wattle.invalid')
      for (;;) {
        const page = context.pages().find(isOurs)
        if (page) return page
        await Promise.race([
          context.waitForEvent('page'),
          ...context.pages().map((each) => each.waitForEvent('framenavigated')),
        ])
      }
    },
    exitCode,
    stop: async () => {
      if (child.exitCode === null) child.kill('SIGTERM')
      const code = await exitCode()
      await browser?.close().catch(() => undefined)
      return code
    },
  }
}
