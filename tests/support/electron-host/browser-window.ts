import { EventEmitter } from 'node:events'
import type { Page, Request } from '@playwright/test'
import type * as Electron from 'electron'
import { z } from 'zod'
import { toAppUrl, toPageUrl } from './address.ts'
import { openChromium } from './chromium-browser.ts'
import { app, ipcMain } from './lifecycle.ts'
import { type HostPort, PreloadWorld } from './preload-world.ts'
import { answerFromScheme } from './scheme.ts'
import { tell } from './tell.ts'

const poseSchema = z.object({ poseAs: z.string() })

type WindowOpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0]

/** A page's main frame as the app's sender checks see it. */
class MainFrame {
  readonly #world: () => PreloadWorld | null
  url = ''

  constructor(world: () => PreloadWorld | null) {
    this.#world = world
  }

  postMessage(channel: string, _message: unknown, transfer: HostPort[] = []): void {
    for (const port of transfer) this.#world()?.deliver(channel, port)
  }
}

class WebContents extends EventEmitter {
  readonly opened: Promise<Page>
  readonly mainFrame: MainFrame
  #world: PreloadWorld | null = null
  #openHandler: WindowOpenHandler = () => ({ action: 'deny' })

  constructor(preload: string) {
    super()
    this.mainFrame = new MainFrame(() => this.#world)
    app.emit('web-contents-created', {}, this)
    this.opened = this.#open(preload)
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#openHandler = handler
  }

  reload(): void {
    void this.opened.then((page) => page.reload())
  }

  async #open(preload: string): Promise<Page> {
    const context = await openChromium(app.getPath('userData'))
    const page = await context.newPage()
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.mainFrame.url = toAppUrl(frame.url())
    })
    page.on('crash', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 }))
    await context.route('**', async (route) => {
      const request = route.request()
      const url = toAppUrl(request.url())
      const isOurs = pageOf(request) === page
      const isNavigation = request.isNavigationRequest()
      if (!isOurs && isNavigation) {
        // Electron asks before there is a window; here there is one by now. Closed any sooner, it would ask for nothing.
        this.#askForWindow(url)
        await route.abort('aborted')
        for (const other of context.pages()) if (other !== page) await other.close()
        return
      }
      const stays = isNavigation && this.#isNavigationPrevented(url)
      const response = isOurs && !stays ? await answerFromScheme(url, request.method()) : null
      if (!response) return route.abort('aborted')
      const body = Buffer.from(await response.arrayBuffer())
      return route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body })
    })
    this.#world = await PreloadWorld.open(page, preload, (channel) => {
      ipcMain.emit(channel, { sender: this, senderFrame: this.mainFrame })
    })
    return page
  }

  #isNavigationPrevented(url: string): boolean {
    let prevented = false
    this.emit('will-navigate', {
      url,
      preventDefault: () => {
        prevented = true
      },
    })
    return prevented
  }

  #askForWindow(url: string): void {
    const referrer = { url: '', policy: 'default' } as const
    const details = { url, frameName: '', features: '', disposition: 'new-window', referrer } as const
    if (this.#openHandler(details).action === 'allow') throw new Error(`The app let ${url} open a window.`)
  }
}

/** null for the first request of a window that has not opened yet. */
function pageOf(request: Request): Page | null {
  try {
    return request.frame().page()
  } catch {
    return null
  }
}

const windows = new Set<BrowserWindow>()

/** A window as a page of the real Chromium. Of Electron's it has what the app calls. */
export class BrowserWindow extends EventEmitter {
  static getAllWindows = (): BrowserWindow[] => [...windows]
  static getFocusedWindow = (): BrowserWindow | null => [...windows][0] ?? null

  readonly webContents: WebContents
  readonly options: Electron.BrowserWindowConstructorOptions

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super()
    this.options = options
    this.webContents = new WebContents(options.webPreferences?.preload ?? '')
    windows.add(this)
    void this.webContents.opened.then((page) => page.once('close', () => this.#closed()))
    tell({ type: 'window', options })
    process.on('message', (message) => this.#poseAs(message))
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.webContents.opened
    await page.goto(toPageUrl(url))
    this.emit('ready-to-show')
  }

  show(): void {
    this.emit('show')
  }

  focus(): void {
    this.emit('focus')
    tell({ type: 'focus' })
  }

  restore(): void {}
  setBackgroundColor(): void {}
  setTitleBarOverlay(): void {}
  isMinimized = () => false
  isMaximized = () => false
  isFullScreen = () => false
  getBounds = () => ({ x: 0, y: 0, width: this.options.width ?? 0, height: this.options.height ?? 0 })

  /** Asks for a port as a frame at another address, or below the page's own, would. */
  #poseAs(message: unknown): void {
    const url = poseSchema.safeParse(message).data?.poseAs
    if (url === undefined) return
    const senderFrame = { url, postMessage: () => tell({ type: 'port-given', url }) }
    ipcMain.emit('wattle:connect', { sender: this.webContents, senderFrame })
  }

  #closed(): void {
    if (!windows.delete(this)) return
    this.emit('close')
    this.emit('closed')
    if (windows.size === 0) app.emit('window-all-closed')
  }
}
