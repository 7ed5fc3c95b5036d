import { z } from 'zod'
import { repositorySchema } from '#contract/hub.ts'

/*
 * What the hub answers, as far as it is used. Files, their sizes and hashes must be as promised. What only dresses a row up (likes, a
 * licence) is taken as not said where it is nonsense, so that one odd repository does not hide the others.
 */

const countSchema = z.number().int().nonnegative().nullable().catch(null)
const dateSchema = z.iso.datetime({ offset: true }).transform(Date.parse).nullable().catch(null)

const siblingSchema = z.object({
  rfilename: z.string(),
  size: z.number().int().nonnegative().nullish(),
  /** Only files of LFS have it; `blobId` beside it is the hash of their pointer, not of their content. */
  lfs: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), size: z.number().int().nonnegative() }).nullish(),
})
export type Sibling = z.infer<typeof siblingSchema>

const ggufSchema = z.object({
  /** Parameters, not bytes. */
  total: countSchema.optional(),
  architecture: z.string().nullable().catch(null).optional(),
  context_length: z.number().int().positive().nullable().catch(null).optional(),
})

const licenceSchema = z.string().nullable().catch(null).optional()

const modelFields = {
  sha: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .nullish(),
  gated: z
    .union([z.literal(false), z.literal('auto'), z.literal('manual')])
    .nullable()
    .catch(null)
    .optional(),
  likes: countSchema.optional(),
  downloads: countSchema.optional(),
  lastModified: dateSchema.optional(),
  tags: z.array(z.string()).catch([]).optional(),
  cardData: z.object({ license: licenceSchema, license_name: licenceSchema }).nullable().catch(null).optional(),
  gguf: ggufSchema.nullable().catch(null).optional(),
  siblings: z.array(siblingSchema).nullish(),
}

/** A repository with all that the hub says of it. */
export const modelAnswerSchema = z.object({ id: repositorySchema, ...modelFields })
export type ModelAnswer = z.infer<typeof modelAnswerSchema>

/** A page of a search. Old repositories without an author, and names that no repository may have, are left out. */
export const searchAnswerSchema = z
  .array(z.object({ id: z.string(), ...modelFields }))
  .transform((rows) => rows.filter((row) => repositorySchema.safeParse(row.id).success))

/** Who a token belongs to. */
export const whoamiAnswerSchema = z.object({ name: z.string() })
