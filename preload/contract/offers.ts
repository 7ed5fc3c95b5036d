import { z } from 'zod'
import { idSchema, sizeBytesSchema, timestampMsSchema } from './common.ts'
import { fitSchema } from './models.ts'

/** One file that can be fetched. */
export const offeredFileSchema = z.object({
  /** Its path within the repository, `/` between folders. Checked: no `..`, backslash, drive letter or NUL. */
  path: z.string(),
  sizeBytes: sizeBytesSchema.nullable(),
  /** From the hub's LFS metadata, or from the catalogue; null where nobody told. */
  sha256: z.string().nullable(),
})
export type OfferedFile = z.infer<typeof offeredFileSchema>

/** One quantization of a model that can be fetched: a file, or the parts of a split one. */
export const offeredQuantizationSchema = z.object({
  /** Such as Q4_K_M; the file's own name where it tells none. */
  name: z.string(),
  files: z.array(offeredFileSchema).min(1),
  /** Of all files; null where it is not known. */
  sizeBytes: sizeBytesSchema.nullable(),
  bitsPerWeight: z.number().positive().nullable(),
  fit: fitSchema,
  /** Decode rate on this machine in tokens a second, estimated from the answers measured here; null where there are none. */
  estimatedRate: z.object({ low: z.number().nonnegative(), high: z.number().nonnegative() }).nullable(),
  /** The model where this very file is in the library already. */
  modelId: idSchema.nullable(),
  /** The download where it is in the queue. */
  downloadId: idSchema.nullable(),
})
export type OfferedQuantization = z.infer<typeof offeredQuantizationSchema>

/** A model that can be fetched, from the hub or from the catalogue. */
export const offeredModelSchema = z.object({
  /** `author/name` on the hub. */
  repository: z.string(),
  /** The entry of the catalogue; null for what the hub's search found. */
  catalogId: z.string().nullable(),
  name: z.string(),
  author: z.string(),
  /** Key of the interface's text about it; null for what the hub's search found. */
  descriptionKey: z.string().nullable(),
  licence: z.string().nullable(),
  /** `auto`: terms to accept on the hub's page. `manual`: the author lets each one in. */
  gated: z.enum(['no', 'auto', 'manual', 'unknown']),
  likes: z.number().int().nonnegative().nullable(),
  downloads: z.number().int().nonnegative().nullable(),
  updatedAtMs: timestampMsSchema.nullable(),
  architecture: z.string().nullable(),
  parameterCount: z.number().int().nonnegative().nullable(),
  contextTokens: z.number().int().positive().nullable(),
  /** Its page, to be opened in the browser. */
  pageUrl: z.string(),
  /** The largest first. */
  quantizations: z.array(offeredQuantizationSchema),
  /** The quantization that this machine runs best: the largest that fits; null where none does or the sizes are not known. */
  recommended: z.string().nullable(),
  /** Names of fields that nobody could check, for entries of the catalogue; empty for the hub's own word. */
  unchecked: z.array(z.string()),
})
export type OfferedModel = z.infer<typeof offeredModelSchema>
