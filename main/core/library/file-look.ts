import { stat } from 'node:fs/promises'
import type { ModelPart } from '../ports/model-facts.ts'

/** A file's size and time as they are kept; null where there is no such file. */
export async function lookAt(path: string): Promise<ModelPart | null> {
  const stats = await stat(path).catch(() => null)
  return stats?.isFile() ? { path, sizeBytes: stats.size, modifiedAtMs: Math.trunc(stats.mtimeMs) } : null
}

/** All of them, in order; null where one is missing. */
export async function lookAtAll(paths: readonly string[]): Promise<ModelPart[] | null> {
  const found = await Promise.all(paths.map(lookAt))
  const parts = found.filter((part) => part !== null)
  return parts.length === paths.length ? parts : null
}
