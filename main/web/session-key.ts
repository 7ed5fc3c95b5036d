import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSecret } from './access.ts'

/** The session's key, kept beside the database for its owner alone; made at the first start, or where the file is not one. */
export function readSessionKey(dataFolder: string): string {
  const file = join(dataFolder, 'session-key')
  try {
    const key = readFileSync(file, 'utf8')
    if (/^[\w-]{43}$/.test(key)) return key
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  const key = createSecret()
  writeFileSync(file, key, { mode: 0o600 })
  return key
}
