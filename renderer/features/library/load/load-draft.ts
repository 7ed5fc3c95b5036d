import { contextCapTokens, type LoadedModel, type LoadOptions, loadOptionsSchema } from '#contract/engine.ts'
import type { LoadProfile, ProfileContent } from '#contract/profiles.ts'

/** What is being chosen for a model's next load: a profile, and its content as it would be saved. */
export type LoadDraft = { modelId: string; profileId: string | null; content: ProfileContent }

export const emptyContent: ProfileContent = { load: {}, sampling: {}, systemPrompt: null }

/** What a profile sets; nothing where there is none. */
export const contentOf = (profile: LoadProfile | null): ProfileContent =>
  profile === null
    ? emptyContent
    : { load: profile.load, sampling: profile.sampling, systemPrompt: profile.systemPrompt }

/** The options that a content comes to over the settings. */
export const effectiveOptions = (defaults: LoadOptions, { load }: ProfileContent): LoadOptions => {
  const own = Object.entries(load).filter(([, value]) => value !== undefined)
  return loadOptionsSchema.parse({ ...defaults, ...Object.fromEntries(own) })
}

/** The options that differ from others. */
const differences = (options: LoadOptions, others: LoadOptions): ProfileContent['load'] => {
  const otherValues = new Map<string, unknown>(Object.entries(others))
  const entries = Object.entries(options).filter(([key, value]) => value !== otherValues.get(key))
  return loadOptionsSchema.partial().parse(Object.fromEntries(entries))
}

/** A content with these options. What is as in the settings is left to them. */
export const withOptions = (content: ProfileContent, defaults: LoadOptions, options: LoadOptions): ProfileContent => ({
  ...content,
  load: differences(options, defaults),
})

/** True where two contents would be saved as the same profile. */
export const isSameContent = (one: ProfileContent, other: ProfileContent): boolean =>
  serialized(one) === serialized(other)

/** True where sampling or the prompt differ, which a load takes from the saved profile alone. */
export const hasOtherAnswers = (one: ProfileContent, other: ProfileContent): boolean =>
  !isSameContent({ ...one, load: {} }, { ...other, load: {} })

const serialized = ({ load, sampling, systemPrompt }: ProfileContent): string =>
  JSON.stringify([Object.entries(load).toSorted(), Object.entries(sampling).toSorted(), systemPrompt])

/**
 * What the choice begins with: for the model in memory what it was loaded with, for any other its default profile over the settings. A
 * context length that Wattle chose by itself stays “automatic”.
 */
export const beginDraft = (
  modelId: string,
  profiles: readonly LoadProfile[],
  defaults: LoadOptions,
  loaded: LoadedModel | null,
): LoadDraft => {
  const profile =
    profiles.find((candidate) => (loaded ? candidate.name === loaded.profileName : candidate.isDefault)) ?? null
  const content = contentOf(profile)
  const draft = { modelId, profileId: profile?.id ?? null, content }
  if (!loaded) return draft
  const options = effectiveOptions(defaults, content)
  const automaticTokens = Math.min(loaded.trainedContextTokens, contextCapTokens)
  const isAutomatic = options.contextTokens === null && loaded.contextTokens === automaticTokens
  const contextTokens = isAutomatic ? null : loaded.contextTokens
  const { kvTypeK, kvTypeV } = loaded
  return { ...draft, content: withOptions(content, defaults, { ...options, contextTokens, kvTypeK, kvTypeV }) }
}

/** What to ask the engine for: the profile, and what differs from it. */
export const loadRequest = (draft: LoadDraft, profile: LoadProfile | null, defaults: LoadOptions) => ({
  modelId: draft.modelId,
  profileId: draft.profileId,
  options: differences(effectiveOptions(defaults, draft.content), effectiveOptions(defaults, contentOf(profile))),
})
