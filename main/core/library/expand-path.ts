import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { Fault } from '../fault.ts'

/**
 * A path as a person types or pastes it, made absolute: `~` is the home folder, and quotes around it, as file managers copy them, are
 * dropped. Faults: MODEL_PATH_NOT_ABSOLUTE.
 */
export function expandPath(typed: string): string {
  const path = typed.trim().replace(/^(["'])(.*)\1$/, '$2')
  const expanded = path === '~' || /^~[/\\]/.test(path) ? join(homedir(), path.slice(1)) : path
  if (!isAbsolute(expanded) || expanded.includes('\0')) throw new Fault('MODEL_PATH_NOT_ABSOLUTE', { params: { path } })
  return resolve(expanded)
}
