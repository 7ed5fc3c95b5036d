import { randomUUID } from 'node:crypto'
import { open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

const partName = /^(\d+)-[0-9a-f-]{36}\.quantize\.part$/

/** A name for a file that is being made; it says which process makes it. */
export function newPartPath(folder: string): string {
  return join(folder, `${process.pid}-${randomUUID()}.quantize.part`)
}

/** Deletes what processes that were killed have left of files that they were making. */
export async function sweepParts(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    const pid = Number(partName.exec(name)?.[1])
    if (Number.isNaN(pid) || isAlive(pid)) continue
    // What cannot be deleted now is tried again at the next start.
    await rm(join(folder, name), { force: true }).catch(() => undefined)
  }
}

/** Makes sure that what was written is on the disk. Fails as the disk does. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Another user's process.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
