import { z } from 'zod'
import { idSchema, procedure } from './common.ts'
import { loadOptionsSchema } from './engine.ts'
import { samplingSchema } from './sampling.ts'

export const profileNameSchema = z.string().trim().min(1).max(80)

/** What a profile sets. A key that is missing, or a null prompt, leaves it to the settings; a conversation's own choice goes before both. */
export const profileContentSchema = z.object({
  load: loadOptionsSchema.partial(),
  sampling: samplingSchema.partial(),
  systemPrompt: z.string().max(100_000).nullable(),
})
export type ProfileContent = z.infer<typeof profileContentSchema>

/** A named way to load and ask one model. */
export const loadProfileSchema = profileContentSchema.extend({
  id: idSchema,
  modelId: idSchema,
  name: profileNameSchema,
  /** The one that holds where nothing else is asked for; at most one for each model. */
  isDefault: z.boolean(),
})
export type LoadProfile = z.infer<typeof loadProfileSchema>

export const profilesContract = {
  /** A model's profiles, the default first, then by name. */
  list: procedure.input(z.object({ modelId: idSchema })).output(z.array(loadProfileSchema)),
  /** Makes a profile, or with an `id` changes one. PROFILE_NAME_TAKEN, PROFILE_NOT_FOUND, MODEL_NOT_FOUND. */
  save: procedure
    .input(loadProfileSchema.omit({ id: true }).extend({ id: idSchema.optional() }))
    .output(loadProfileSchema),
  remove: procedure.input(z.object({ id: idSchema })).output(z.void()),
}
