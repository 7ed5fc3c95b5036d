import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { readSmallFile } from '../../../../../main/core/library/folders/read-small-file.ts'
import { tempFolder } from '../../../../support/temp-store.ts'

it('reads a small file, and nothing that is large or not there', async () => {
  const folder = tempFolder()
  await writeFile(join(folder, 'small'), 'text')
  await writeFile(join(folder, 'large'), 'x'.repeat(1_000_001))
  expect(await readSmallFile(join(folder, 'small'))).toBe('text')
  expect(await readSmallFile(join(folder, 'large'))).toBeNull()
  expect(await readSmallFile(join(folder, 'missing'))).toBeNull()
  expect(await readSmallFile(folder)).toBeNull()
})

// The bug: to open a pipe waits for its writer, and four such waits hold up every file that the app wants to read.
it.skipIf(process.platform === 'win32')('waits for nobody at the other end of a pipe', async () => {
  const path = join(tempFolder(), 'settings.json')
  await promisify(execFile)('mkfifo', [path])
  expect(await Promise.all(Array.from({ length: 8 }, () => readSmallFile(path)))).toEqual(Array(8).fill(null))
})
