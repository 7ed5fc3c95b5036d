import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { describeSources } from '../../../main/launch/build.ts'
import { tempFolder } from '../../support/temp-store.ts'

let root: string

beforeEach(() => {
  root = tempFolder()
  for (const folder of ['main/core', 'preload', 'renderer', 'models', 'out'])
    mkdirSync(join(root, folder), { recursive: true })
  for (const file of ['package.json', 'package-lock.json', 'electron.vite.config.ts', 'main/a.ts', 'main/core/b.ts']) {
    writeFileSync(join(root, file), '1')
  }
})

it('sees no change where there is none, nor in what was built', () => {
  const before = describeSources(root)
  writeFileSync(join(root, 'out/new.js'), '')
  expect(describeSources(root)).toBe(before)
})

it.each<[string, () => void]>([
  ['an edit of the same length', () => utimesSync(join(root, 'main/a.ts'), 1, 1)],
  ['a new file', () => writeFileSync(join(root, 'renderer/new.tsx'), '')],
  ['a deleted file', () => rmSync(join(root, 'main/core/b.ts'))],
  ['other dependencies', () => writeFileSync(join(root, 'package-lock.json'), '22')],
])('sees %s', (_what, change) => {
  const before = describeSources(root)
  change()
  expect(describeSources(root)).not.toBe(before)
})
