import { z } from 'zod'

const positionSchema = z.number().int().nonnegative()

/** What is known of a `.part` file: of which state of the file at its source it is a part, and which bytes of it are on the disk. */
export const partStateSchema = z.object({
  sizeBytes: positionSchema,
  /** The hub's own name for the content, which stays the same on each of its content networks; null where it told none. */
  linkedEtag: z.string().nullable(),
  /** Of the server that sends the bytes; for `If-Range` and to notice another file. */
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  ranges: z.array(z.tuple([positionSchema, positionSchema])),
})
export type PartState = z.infer<typeof partStateSchema>

/** Which state of a file a server has. */
export type Version = Omit<PartState, 'ranges'>

/** Whether two answers are about the same bytes, as far as the servers say. */
export function isSameVersion(a: Version, b: Version): boolean {
  if (a.sizeBytes !== b.sizeBytes) return false
  if (a.linkedEtag !== null && b.linkedEtag !== null) return a.linkedEtag === b.linkedEtag
  if (a.etag !== null && b.etag !== null) return a.etag === b.etag
  // A server that told a version once and tells none now cannot be believed.
  return a.etag === b.etag && a.lastModified === b.lastModified
}

/** The value of `If-Range`: only a strong one may vouch for a range. */
export function rangeValidator({ etag, lastModified }: Pick<Version, 'etag' | 'lastModified'>): string | null {
  if (etag !== null) return etag.startsWith('W/') ? null : etag
  return lastModified
}
