import type { FileVersion } from '../../ports/download-repository.ts'

/** Whether two answers are about the same bytes, as far as the servers say. */
export function isSameVersion(a: FileVersion, b: FileVersion): boolean {
  if (a.sizeBytes !== b.sizeBytes) return false
  if (a.linkedEtag !== null && b.linkedEtag !== null) return a.linkedEtag === b.linkedEtag
  // A server that told a version once and tells none now cannot be believed.
  return a.etag === b.etag && (a.etag !== null || a.lastModified === b.lastModified)
}

/** The value of `If-Range`: only a strong one may vouch for a range. */
export function rangeValidator({ etag, lastModified }: Pick<FileVersion, 'etag' | 'lastModified'>): string | null {
  if (etag !== null) return etag.startsWith('W/') ? null : etag
  return lastModified
}
