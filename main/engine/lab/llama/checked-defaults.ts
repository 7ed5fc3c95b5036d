import type { z } from 'zod'
import { Fault } from '../../../core/fault.ts'

/**
 * What a newer library may have behind the fields that are known: room, so that it writes nothing beyond the structure. It goes back to the
 * library as it came.
 */
export const spareBytes = 256

/**
 * A structure as the library's own `…_default_params()` filled it in, believed only where each field that is known has the value that it
 * must have: a field that was added, taken away or moved shows in those behind it. Faults: LAB_LIBRARY_MISMATCH (detail).
 */
export function checkedDefaults<T extends z.ZodType>(structure: string, schema: T, defaults: unknown): z.output<T> {
  const parsed = schema.safeParse(defaults)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new Fault('LAB_LIBRARY_MISMATCH', { detail: `${structure}: ${issues.join('; ')}` })
}
