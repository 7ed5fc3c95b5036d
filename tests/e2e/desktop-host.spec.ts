import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import Database from 'better-sqlite3'
import { takeDataFolder } from '../../main/shell/single-instance.ts'
import { type DesktopHost, startDesktopHost } from '../support/electron-host/start-host.ts'

// The built main bundle and preload, with `electron` resolved to a stand-in over this machine's Chromium.

let home: string

test.beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'wattle-desktop-'))
})

test.afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 3 }))

test.describe('the window', () => {
  let host: DesktopHost
  let page: Page

  test.beforeAll(async () => {
    host = startDesktopHost(home)
    page = await host.page()
  })

  test.afterAll(async () => {
    await host.stop()
  })

  test('is sandboxed and isolated, and its title bar is the masthead', async () => {
    const { options } = await host.hear('window')
    expect(options).toMatchObject({
      titleBarStyle: 'hidden',
      titleBarOverlay: { height: 47 },
      webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false },
    })
  })

  test('has a menu with the roles of the system', async () => {
    expect((await host.hear('menu')).labels).toEqual(
      expect.arrayContaining(['&File', 'editMenu', '&View', 'windowMenu', 'help']),
    )
  })

  test('comes to the front from the tray, whose mark is sharp on dense displays too', async () => {
    expect(await host.hear('tray')).toMatchObject({ labels: ['Show Wattle', 'Quit Wattle'], picturesPx: [16, 32] })
    const focused = () => host.told.filter(({ type }) => type === 'focus').length
    const before = focused()
    host.pickFromTray('Show Wattle')
    await expect.poll(focused).toBe(before + 1)
  })

  test('shows the interface, fed through the port', async () => {
    await expect(page.getByRole('textbox').first()).toBeVisible()
    // What the core said came over the port: the page has no server that it could ask.
    await expect(page.getByRole('region', { name: 'Meter' }).getByText('No model loaded')).toBeVisible()
  })

  test('gets nothing of Node or Electron', async () => {
    const found = await page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter((name) => name in globalThis),
    )
    expect(found).toEqual([])
  })

  test('runs no script but its own', async () => {
    const response = await page.reload()
    const policy = response?.headers()['content-security-policy'] ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe-')
    const outcome = await page.evaluate(async () => {
      const script = document.createElement('script')
      script.textContent = 'document.documentElement.dataset.inline = "ran"'
      document.body.append(script)
      // The debugger's own evaluations may use eval: a turn of the page's event loop may not.
      const evaluated = await new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            resolve(String(new Function('return "ran"')()))
          } catch (error) {
            resolve(error instanceof Error ? error.name : 'failed')
          }
        })
      })
      return { inline: document.documentElement.dataset.inline ?? 'blocked', evaluated }
    })
    expect(outcome).toEqual({ inline: 'blocked', evaluated: 'EvalError' })
  })

  test('comes back whole after it was loaded again', async () => {
    await page.reload()
    await expect(page.getByRole('textbox').first()).toBeVisible()
  })

  test('is not led to another page: an https link opens in the browser, any other nowhere', async () => {
    const before = page.url()
    await page.evaluate(() => {
      location.href = 'https://example.com/somewhere'
    })
    await expect.poll(() => host.told).toContainEqual({ type: 'open-external', url: 'https://example.com/somewhere' })
    await page.evaluate(() => {
      location.href = 'http://example.com/plain'
    })
    await page.evaluate(() => {
      window.open('https://example.org/window')
    })
    await expect.poll(() => host.told).toContainEqual({ type: 'open-external', url: 'https://example.org/window' })
    expect(host.told.filter(({ type }) => type === 'open-external')).toHaveLength(2)
    expect(page.url()).toBe(before)
  })

  test('gives no port to a frame of another page, nor to a frame within its own', async () => {
    host.poseAs('https://evil.example/')
    host.poseAs('app://wattle.evil.example/')
    host.poseAs('app://wattle/')
    await page.reload()
    await expect(page.getByRole('textbox').first()).toBeVisible()
    expect(host.told.filter(({ type }) => type === 'port-given')).toEqual([])
  })
})

test('a quit closes the database in order and leaves no lock', async () => {
  const host = startDesktopHost(home)
  await host.page()
  expect(await host.stop()).toBe(0)
  expect(existsSync(join(home, 'wattle.db-wal'))).toBe(false)
  expect(existsSync(join(home, 'running.json'))).toBe(false)
  const database = new Database(join(home, 'wattle.db'), { readonly: true })
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
  database.close()
})

test('the tray ends the app in order', async () => {
  const host = startDesktopHost(home)
  await host.page()
  host.pickFromTray('Quit Wattle')
  expect(await host.exitCode()).toBe(0)
  expect(existsSync(join(home, 'running.json'))).toBe(false)
})

test('closing the window ends the app', async () => {
  const host = startDesktopHost(home)
  const page = await host.page()
  await page.close()
  expect(await host.exitCode()).toBe(0)
})

test('a database of a newer version is left alone, and a dialog says what to do', async () => {
  const newer = mkdtempSync(join(tmpdir(), 'wattle-newer-'))
  const database = new Database(join(newer, 'wattle.db'))
  database.pragma('user_version = 1000000')
  database.close()
  const host = startDesktopHost(newer)
  expect(await host.hear('error-box')).toMatchObject({ content: expect.stringContaining('newer Wattle') })
  expect(await host.exitCode()).toBe(1)
  rmSync(newer, { recursive: true, force: true })
})

test('a data folder that cannot be made, or that another Wattle has, is explained in a dialog', async () => {
  const file = join(home, 'a-file')
  writeFileSync(file, '')
  const unusable = startDesktopHost(file)
  expect((await unusable.hear('error-box')).content).toContain('WATTLE_HOME')
  expect(await unusable.exitCode()).toBe(1)

  const instance = takeDataFolder(home)
  const second = startDesktopHost(home)
  expect((await second.hear('error-box')).content).toContain('open already')
  expect(await second.exitCode()).toBe(1)
  instance?.release()
})
