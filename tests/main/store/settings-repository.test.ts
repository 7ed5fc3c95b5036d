import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { defaultSettings } from '#contract/settings.ts'
import { storePaths, tempFolder, tempStore } from '../../support/temp-store.ts'

test('a new database has the defaults', () => {
  expect(tempStore().settings.read()).toEqual(defaultSettings)
})

test('settings and facts outlive a restart', () => {
  const folder = tempFolder()
  const store = tempStore(folder)
  const changed = {
    ...defaultSettings,
    theme: 'dark' as const,
    sampling: { ...defaultSettings.sampling, stop: ['END'] },
  }
  store.settings.write(changed)
  store.settings.remember('chosenModelId', 'm1')
  store.settings.remember('starterDeclined', 'yes')
  store.settings.remember('starterDeclined', null)
  store.close()
  const { settings } = tempStore(folder)
  expect(settings.read()).toEqual(changed)
  expect([settings.recall('chosenModelId'), settings.recall('starterDeclined')]).toEqual(['m1', null])
})

test('a broken or unknown value costs itself alone, also inside a group', () => {
  const folder = tempFolder()
  const store = tempStore(folder)
  store.settings.write({ ...defaultSettings, theme: 'light', proseSizePx: 19 })
  store.close()
  const db = new Database(storePaths(folder).database)
  const put = db.prepare('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)')
  put.run('proseFont', '{{{')
  put.run('loadAtStart', '"perhaps"')
  put.run('sampling', JSON.stringify({ temperature: 99, topK: 7, invented: true }))
  put.run('load', '[]')
  put.run('of a later version', '1')
  db.prepare(`DELETE FROM settings WHERE key = 'language'`).run()
  db.close()
  const again = tempStore(folder)
  expect(again.settings.read()).toEqual({
    ...defaultSettings,
    theme: 'light',
    proseSizePx: 19,
    sampling: { ...defaultSettings.sampling, topK: 7 },
  })
  again.settings.write(again.settings.read())
  again.close()
  const check = new Database(storePaths(folder).database)
  expect(check.prepare(`SELECT value FROM settings WHERE key = 'of a later version'`).pluck().get()).toBe('1')
  check.close()
})
