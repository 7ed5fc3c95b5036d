import { z } from 'zod'
import { procedure } from './common.ts'
import { offeredModelSchema } from './offers.ts'

/** `author/name`, as the hub allows it. */
export const repositorySchema = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$/)
  .refine((repository) => !repository.includes('..'), 'no parent folders')

/** How the hub is reached, as far as the user can know and change it. */
export const hubAccessSchema = z.object({
  /** https://huggingface.co, or what HF_ENDPOINT names. */
  endpoint: z.string(),
  /** Where the token is kept: in HF_TOKEN, by the system, or in a file that only this user can read. null: there is none. */
  token: z.enum(['environment', 'system', 'file']).nullable(),
  /** Where a token that is set now would be kept. */
  willKeepIn: z.enum(['system', 'file']),
  /** The file where tokens are kept for want of anything better. */
  tokenPath: z.string(),
  /** The proxy in force, without its password; null for none. */
  proxy: z.string().nullable(),
})
export type HubAccess = z.infer<typeof hubAccessSchema>

export const hubSortSchema = z.enum(['fit', 'downloads', 'likes', 'updated'])
export type HubSort = z.infer<typeof hubSortSchema>

export const hubContract = {
  /**
   * Searches the hub for GGUF models. `fit` takes the pages as the most fetched come, and puts first in each what this machine runs well.
   * `cursor` is that of the page before.
   * HUB_UNREACHABLE, HUB_RATE_LIMITED (params.retryAfterS), HUB_UNAUTHORIZED, HUB_SERVER_ERROR, HUB_ANSWER_INVALID, HUB_ENDPOINT_REFUSED.
   */
  search: procedure
    .input(
      z.object({
        query: z.string().trim().max(200),
        sort: hubSortSchema.default('fit'),
        cursor: z.string().max(2000).nullable().default(null),
      }),
    )
    .output(z.object({ models: z.array(offeredModelSchema), cursor: z.string().nullable() })),
  /** All that can be fetched of one repository. Errors as for `search`, and HUB_NOT_FOUND, HUB_GATED (params.pageUrl). */
  model: procedure.input(z.object({ repository: repositorySchema })).output(offeredModelSchema),
  access: procedure.output(hubAccessSchema),
  /** Keeps a token, after the hub has accepted it. HUB_TOKEN_REFUSED, HUB_UNREACHABLE. */
  setToken: procedure.input(z.object({ token: z.string().trim().min(1).max(500) })).output(hubAccessSchema),
  removeToken: procedure.output(hubAccessSchema),
}
