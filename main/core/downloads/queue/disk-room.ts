import { statfs } from 'node:fs/promises'
import { Fault } from '../../fault.ts'
import type { StoredDownloadFile } from '../../ports/download-repository.ts'
import { ByteRanges } from '../transfer/byte-ranges.ts'

/** Room that is left for everyone else. */
const spareBytes = 64 * 1024 * 1024

/** Free bytes for this user where a folder is. */
export async function freeBytesIn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/**
 * Makes sure that what is missing of all files fits on the disk, and something is left.
 * Faults: DISK_FULL (params.fileName, requiredBytes, availableBytes).
 */
export async function requireRoom(
  files: readonly StoredDownloadFile[],
  folder: string,
  { spaceFactor, freeBytes }: { spaceFactor: number; freeBytes: (folder: string) => Promise<number> },
): Promise<void> {
  const missingBytes = files.reduce((sum, file) => sum + missingOf(file), 0)
  await requireBytes(missingBytes * spaceFactor, { fileName: files[0]?.fileName ?? '', folder, freeBytes })
}

/** Makes sure that so many bytes more fit on the disk, and something is left. Faults: as `requireRoom`. */
export async function requireBytes(
  missingBytes: number,
  { fileName, folder, freeBytes }: { fileName: string; folder: string; freeBytes: (folder: string) => Promise<number> },
): Promise<void> {
  const requiredBytes = missingBytes + spareBytes
  const availableBytes = await freeBytes(folder)
  if (availableBytes >= requiredBytes) return
  throw new Fault('DISK_FULL', { params: { fileName, requiredBytes, availableBytes } })
}

function missingOf({ isDone, sizeBytes, part }: StoredDownloadFile): number {
  if (isDone) return 0
  return Math.max(0, (sizeBytes ?? part?.sizeBytes ?? 0) - receivedOf(part))
}

/** Bytes of a part that are on the disk. */
export function receivedOf(part: StoredDownloadFile['part']): number {
  return part === null ? 0 : new ByteRanges(part.ranges).totalBytes
}
