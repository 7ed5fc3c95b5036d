import { requireBytes } from '../../files/free-space.ts'
import type { StoredDownloadFile } from '../../ports/download-repository.ts'
import { ByteRanges } from '../transfer/byte-ranges.ts'

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

function missingOf({ isDone, sizeBytes, part }: StoredDownloadFile): number {
  if (isDone) return 0
  return Math.max(0, (sizeBytes ?? part?.sizeBytes ?? 0) - receivedOf(part))
}

/** Bytes of a part that are on the disk. */
export function receivedOf(part: StoredDownloadFile['part']): number {
  return part === null ? 0 : new ByteRanges(part.ranges).totalBytes
}
