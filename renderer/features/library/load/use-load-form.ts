import { useMemo, useState } from 'react'
import { defaultLoadOptions, type LoadOptions } from '#contract/engine.ts'
import type { Model } from '#contract/models.ts'
import type { ProfileContent } from '#contract/profiles.ts'
import { useEngineState, useHardwareState, useSettings } from '../../../stores/stores.tsx'
import {
  beginDraft,
  contentOf,
  effectiveOptions,
  hasOtherAnswers,
  isSameContent,
  type LoadDraft,
  loadRequest,
  withOptions,
} from './load-draft.ts'
import { useProfiles } from './use-profiles.ts'

/** The choice of how a model is to be loaded. It begins anew with another model, and is kept while this one is shown. */
export const useLoadForm = (model: Pick<Model, 'id'>) => {
  const defaults = useSettings((settings) => settings.load) ?? defaultLoadOptions
  const loaded = useEngineState((state) => state.loaded)
  const hardware = useHardwareState()
  const profiles = useProfiles(model.id)
  const [edited, setEdited] = useState<LoadDraft | null>(null)
  const own = loaded?.modelId === model.id ? loaded : null
  const begun = useMemo(
    () => beginDraft(model.id, profiles.profiles, defaults, own),
    [model.id, profiles.profiles, defaults, own],
  )
  const draft = edited?.modelId === model.id ? edited : begun
  const profile = profiles.profiles.find(({ id }) => id === draft.profileId) ?? null
  const options = useMemo(() => effectiveOptions(defaults, draft.content), [defaults, draft.content])
  const chosen = hardware?.phase === 'known' ? hardware.hardware.chosen.backend : 'cpu'
  return {
    draft,
    profiles,
    profile,
    options,
    isLoaded: own !== null,
    hardware: hardware?.phase === 'known' ? hardware.hardware : null,
    isGpu: (options.backend ?? chosen) !== 'cpu',
    /** True where something was changed that no profile holds yet. */
    isChanged: !isSameContent(draft.content, contentOf(profile)),
    /** True where some of that is sampling or the prompt: a load would go without it. */
    hasUnsavedAnswers: hasOtherAnswers(draft.content, contentOf(profile)),
    setOptions: (next: LoadOptions) => setEdited({ ...draft, content: withOptions(draft.content, defaults, next) }),
    setContent: (content: ProfileContent) => setEdited({ ...draft, content }),
    /** Takes another profile, or the settings alone, with what it says. */
    choose: (profileId: string | null) => {
      const next = profiles.profiles.find(({ id }) => id === profileId) ?? null
      setEdited({ modelId: model.id, profileId: next?.id ?? null, content: contentOf(next) })
    },
    /** Goes on with the content under the profile that holds it now. */
    adopt: (profileId: string) => setEdited({ ...draft, profileId }),
    request: () => loadRequest(draft, profile, defaults),
  }
}

export type LoadForm = ReturnType<typeof useLoadForm>
