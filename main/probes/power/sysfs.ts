import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Fault } from '../../core/fault.ts'

/** Reads a small file of the kernel's, whole. Throws what the system says. A parameter, since no test can make root be refused. */
export type ReadText = (path: string) => string

/** Without a promise: such a file is read in microseconds, and a thread for each would cost more than the read. */
export const readTextNow: ReadText = (path) => readFileSync(path, 'latin1')

const errnoSchema = z.object({ code: z.string() })

/** The system's code for what went wrong, such as `EACCES`; null where it has none. */
export function errnoOf(error: unknown): string | null {
  return errnoSchema.safeParse(error).data?.code ?? null
}

/** True where the system said that this user may not. */
export function isRefusal(error: unknown): boolean {
  const code = errnoOf(error)
  return code === 'EACCES' || code === 'EPERM'
}

/** The text without spaces at its ends; null where there is none. */
export function tryText(readText: ReadText, path: string): string | null {
  try {
    return readText(path).trim() || null
  } catch {
    return null
  }
}

/** A whole number, as the kernel writes them; null where it is none. */
export function tryInteger(readText: ReadText, path: string): number | null {
  return parseInteger(tryText(readText, path) ?? '')
}

/** A counter of the kernel has 64 bits: beyond 2^53 its last digits are lost, which are millionths of what is measured. */
export function parseInteger(text: string): number | null {
  return /^-?\d{1,20}$/.test(text.trim()) ? Number(text) : null
}

/** A number that must be there. Faults: METER_SOURCE_LOCKED (params.path), METER_SOURCE_GONE, METER_SOURCE_UNREADABLE (both name). */
export function readInteger(readText: ReadText, path: string, name: string): number {
  const text = readTextOrFault(readText, path, name)
  const value = parseInteger(text)
  if (value !== null) return value
  throw new Fault('METER_SOURCE_UNREADABLE', {
    params: { name },
    detail: `${path}: ${JSON.stringify(text.slice(0, 80))}`,
  })
}

/** A text that must be there. Faults: METER_SOURCE_LOCKED (params.path), METER_SOURCE_GONE, METER_SOURCE_UNREADABLE (both name). */
export function readTextOrFault(readText: ReadText, path: string, name: string): string {
  try {
    return readText(path)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    if (isRefusal(error)) throw new Fault('METER_SOURCE_LOCKED', { params: { path }, detail, cause: error })
    const isGone = ['ENOENT', 'ENODEV', 'ENXIO', 'ENOTDIR'].includes(errnoOf(error) ?? '')
    throw new Fault(isGone ? 'METER_SOURCE_GONE' : 'METER_SOURCE_UNREADABLE', {
      params: { name },
      detail,
      cause: error,
    })
  }
}

/** The names in a folder, in order; none where it is not there or may not be read. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }))
  } catch {
    return []
  }
}

/** Where a link of sysfs leads; null where it is not there. */
export function tryRealPath(...parts: string[]): string | null {
  try {
    return realpathSync(join(...parts))
  } catch {
    return null
  }
}
