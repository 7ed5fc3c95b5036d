import { z } from 'zod'
import { idSchema } from './common.ts'

/**
 * Files whose bytes a browser sends, since it does not tell where they lie: `PUT /import/<name>` at the web shell, with the session's
 * cookie, the page's own Origin and a Content-Length. Answers with `importResultSchema`, or with a status of 400 or more and a problem.
 */
export const importPath = '/import/'

/** The model that the file became; null for a later part of a split model, which is none by itself. */
export const importResultSchema = z.object({ modelId: idSchema.nullable() })
export type ImportResult = z.infer<typeof importResultSchema>
