import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { z } from 'zod'

const maxBytes = 1_000_000
/** To open a pipe waits for its writer, unless one asks not to. Windows has no such pipes. */
const readOnly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/** A small text file of another program; null where it is missing, cannot be read, or is no small file. */
export async function readSmallFile(path: string): Promise<string | null> {
  try {
    await using file = await open(path, readOnly)
    const stats = await file.stat()
    if (!stats.isFile() || stats.size > maxBytes) return null
    return await file.readFile('utf8')
  } catch {
    return null
  }
}

/** A JSON file of another program, as far as it is of this shape; else null. */
export async function readJsonFile<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.infer<Schema> | null> {
  const text = await readSmallFile(path)
  if (text === null) return null
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
