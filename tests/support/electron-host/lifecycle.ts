import { EventEmitter } from 'node:events'
import { mkdirSync } from 'node:fs'
import { closeChromium } from './chromium-browser.ts'

/** The app's life: it is ready at once, and quits through `will-quit`, which may hold it back, as Electron's does. */
class App extends EventEmitter {
  readonly #paths = new Map<string, string>()
  #quitting = false

  setPath(name: string, path: string): void {
    mkdirSync(path, { recursive: true })
    this.#paths.set(name, path)
  }

  getPath(name: string): string {
    const path = this.#paths.get(name)
    if (path === undefined) throw new Error(`The path ${name} was not set.`)
    return path
  }

  requestSingleInstanceLock(): boolean {
    return true
  }

  whenReady(): Promise<void> {
    return Promise.resolve()
  }

  quit(): void {
    if (this.#quitting) return
    this.#quitting = true
    let prevented = false
    this.emit('will-quit', {
      preventDefault: () => {
        prevented = true
      },
    })
    if (!prevented) this.exit(0)
  }

  exit(code = 0): void {
    void closeChromium().finally(() => process.exit(code))
  }
}

export const app = new App()
export const ipcMain = new EventEmitter()
