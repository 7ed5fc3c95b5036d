import { z } from 'zod'
import { procedure, sizeBytesSchema, timestampMsSchema } from './common.ts'

/** A request that this app sent to the network, all of them on the user's behalf. */
export const networkRequestSchema = z.object({
  atMs: timestampMsSchema,
  /** Host and path, without a query; or the command of a package manager. */
  target: z.string(),
  purpose: z.enum(['starter-model', 'hub-search', 'hub-model', 'hub-token', 'model-download', 'power-plug']),
  outcome: z.enum(['running', 'done', 'failed']),
  receivedBytes: sizeBytesSchema,
})
export type NetworkRequest = z.infer<typeof networkRequestSchema>

export const appInfoSchema = z.object({
  version: z.string(),
  shell: z.enum(['electron', 'web']),
  platform: z.string(),
  startedAtMs: timestampMsSchema,
  dataFolder: z.string(),
  logFolder: z.string(),
  /** What this shell can do for the user beyond a browser. */
  canPickFiles: z.boolean(),
  canOpenFolders: z.boolean(),
  /** True where a dropped file tells its path, so that it is used where it lies; else its bytes are sent to `/import`. */
  knowsDroppedPaths: z.boolean(),
})
export type AppInfo = z.infer<typeof appInfoSchema>

export const appContract = {
  info: procedure.output(appInfoSchema),
  /** The page says that it is on the screen: what it did not need may begin. */
  windowDrawn: procedure.output(z.void()),
  /** Each request sent since the start, newest first. Empty means that no connection was opened. */
  requests: procedure.output(z.array(networkRequestSchema)),
  /** Shows a folder in the file manager. NOT_SUPPORTED_BY_SHELL in a browser. */
  openFolder: procedure.input(z.object({ folder: z.enum(['data', 'log']) })).output(z.void()),
  /** The last lines of llama.cpp's log, oldest first. */
  engineLog: procedure
    .input(z.object({ lines: z.number().int().min(1).max(5000).default(500) }))
    .output(z.array(z.string())),
}
