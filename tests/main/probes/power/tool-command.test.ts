import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findTool, systemFolder } from '../../../../main/probes/power/tool-command.ts'
import { tempFolder } from '../../../support/temp-store.ts'

test('finds a tool by its whole path, its own folders first', () => {
  const [own, ofPath] = [tempFolder(), tempFolder()]
  const places = { folders: [own], environment: { PATH: ofPath } }
  expect(findTool('gauge', places)).toBe(null)
  writeFileSync(join(ofPath, 'gauge'), '')
  expect(findTool('gauge', places)).toEqual([join(ofPath, 'gauge')])
  writeFileSync(join(own, 'gauge'), '')
  expect(findTool('gauge', places)).toEqual([join(own, 'gauge')])
})

// The bug: a program of that name beside a document, or in a folder that anyone may write to, is started.
test('takes no folder that is relative, nor any of a PATH that may not be believed', () => {
  const folder = tempFolder()
  writeFileSync(join(folder, 'gauge'), '')
  expect(findTool('package.json', { folders: [], environment: { PATH: '.:' } })).toBe(null)
  expect(findTool('gauge', { folders: [], isPathUsed: false, environment: { PATH: folder } })).toBe(null)
  expect(findTool('gauge', { folders: [], environment: {} })).toBe(null)
})

test('knows the folder of Windows', () => {
  expect(systemFolder({ SystemRoot: 'D:\\Win' })).toBe(join('D:\\Win', 'System32'))
  expect(systemFolder({})).toBe(join('C:\\Windows', 'System32'))
})
