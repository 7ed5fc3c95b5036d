import { expect, it } from 'vitest'
import { Fault } from '../../../main/core/fault.ts'
import { explainStartFailure } from '../../../main/shell/start-failure.ts'

// Where the disk was full, SQLite's own words were all that the terminal showed.
it.each([
  ['the database', new Fault('DISK_FULL', { detail: 'SQLITE_FULL: database or disk is full' })],
  ['a file', Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })],
])('says what to do where the disk is too full for %s', (_what, error) => {
  expect(explainStartFailure(error)).toBe(
    'The disk is full. Make room on the one that holds the data folder, or name another folder with WATTLE_HOME.',
  )
})
