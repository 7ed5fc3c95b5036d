import type { z } from 'zod'

/** A JSON column's value, or null where it is missing, broken, or not of this shape: a bad value never hides its row. */
export function parseJson<Schema extends z.ZodType>(schema: Schema, json: string | null): z.infer<Schema> | null {
  if (json === null) return null
  try {
    return schema.safeParse(JSON.parse(json)).data ?? null
  } catch {
    return null
  }
}

/** A value as a JSON column keeps it. */
export function toJson(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value)
}
