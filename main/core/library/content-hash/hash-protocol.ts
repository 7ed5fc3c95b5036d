import { z } from 'zod'
import { sizeBytesSchema } from '#contract/common.ts'

/** How far a hash has come: enough to go on with the file from there. */
export const hashCheckpointSchema = z.object({
  hashedBytes: sizeBytesSchema,
  /** The state of SHA-256 after them, in base64. */
  state: z.base64(),
})
export type HashCheckpoint = z.infer<typeof hashCheckpointSchema>

/** What the hashing process is to do: its first and only argument, as JSON. */
export const hashJobSchema = z.object({
  path: z.string(),
  sizeBytes: sizeBytesSchema,
  modifiedAtMs: z.number().int(),
  from: hashCheckpointSchema.nullable(),
  bytesPerSecond: z.number().positive(),
  /** A checkpoint is told after so many bytes. */
  reportBytes: z.number().int().positive(),
})
export type HashJob = z.infer<typeof hashJobSchema>

/** What the app tells the process, over IPC. */
export const hashCommandSchema = z.enum(['pause', 'resume'])
export type HashCommand = z.infer<typeof hashCommandSchema>

/** What the process tells, over IPC: how far it is, and once what came of it. */
export const hashReportSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), checkpoint: hashCheckpointSchema }),
  z.object({ type: z.literal('done'), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  /** The file is not, or no longer, the one that was to be hashed. */
  z.object({ type: z.literal('changed') }),
])
export type HashReport = z.infer<typeof hashReportSchema>
