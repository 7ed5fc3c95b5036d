import type { z } from 'zod'
import { ImportRefusal } from './import-refusal.ts'

/** A value that a schema lets through. Refusals: missing-field, bad-value, each with the name of the field. */
export function heldAgainst<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  { line, name = '' }: { line: number; name?: string },
): z.infer<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const path = [...(name === '' ? [] : [name]), ...(issue?.path ?? [])].map(String)
  const reason = issue !== undefined && isMissing(value, issue.path) ? 'missing-field' : 'bad-value'
  throw new ImportRefusal(reason, line, `${path.join('.')}: ${issue?.message ?? ''}`)
}

/** Whether a path leads to nothing within an object that is there. */
function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
  let within = value
  for (const key of path) {
    if (typeof within !== 'object' || within === null) return false
    within = Object.getOwnPropertyDescriptor(within, key)?.value
  }
  return within === undefined
}
