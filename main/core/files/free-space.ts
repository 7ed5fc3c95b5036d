import { statfs } from 'node:fs/promises'
import { Fault } from '../fault.ts'

/** Room that is left for everyone else. */
const spareBytes = 64 * 1024 * 1024

/** Free bytes for this user where a folder is. */
export async function freeBytesIn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** Makes sure that so many bytes more fit on the disk, and something is left. Faults: DISK_FULL (params.fileName, requiredBytes, availableBytes). */
export async function requireBytes(
  missingBytes: number,
  { fileName, folder, freeBytes }: { fileName: string; folder: string; freeBytes: (folder: string) => Promise<number> },
): Promise<void> {
  const requiredBytes = missingBytes + spareBytes
  const availableBytes = await freeBytes(folder)
  if (availableBytes >= requiredBytes) return
  throw new Fault('DISK_FULL', { params: { fileName, requiredBytes, availableBytes } })
}
