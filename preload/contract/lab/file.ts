import { z } from 'zod'
import { labRunWithSamplesSchema } from './run.ts'

/** What Wattle's own file of runs says that it is. */
export const labArchiveFormat = 'wattle-lab'

/** Of the file's shape: raised where an older Wattle would misread a newer file. */
export const labArchiveVersion = 1

/** Wattle's own file of runs: each whole, with every sample. Its JSON Schema is `docs/lab-run.schema.json`. */
export const labArchiveSchema = z.object({
  format: z.literal(labArchiveFormat),
  version: z.literal(labArchiveVersion),
  runs: z.array(labRunWithSamplesSchema).min(1),
})
export type LabArchive = z.infer<typeof labArchiveSchema>

/** Why a file is not imported: `params.reason` of LAB_IMPORT_REFUSED, which the interface has words for. */
export const labImportReasonSchema = z.enum([
  'empty',
  'too-large',
  /** Neither Wattle's nor llama-bench's, or of another tool of llama.cpp's. */
  'unknown-format',
  /** llama-bench's SQL, and what other files are taken for it by mistake: they can be read by nothing but a database. */
  'sql',
  'html',
  /** llama-bench's table: it has rounded means alone. */
  'markdown',
  'broken-json',
  'broken-csv',
  'too-deep',
  'too-many',
  /** Of a Wattle that is newer than this one. */
  'newer-version',
  'missing-field',
  /** Of the wrong type, negative, infinite or out of its range. */
  'bad-value',
  /** Parts that contradict each other, such as a sample of a variant that the run does not have. */
  'inconsistent',
])
export type LabImportReason = z.infer<typeof labImportReasonSchema>
