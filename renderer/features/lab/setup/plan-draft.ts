import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { LabPlan, LabPreset, LabPresetPlan } from '#contract/lab/plan.ts'
import { useProcedures } from '../../../data/client-context.tsx'

export type NamedPreset = Exclude<LabPreset, 'custom'>
export type Presets = Record<NamedPreset, LabPresetPlan>

/** The plan as it is set up; its models may be none yet. `basedOn`: the preset that was chosen last, and may have been changed since. */
type Draft = { plan: LabPlan | null; basedOn: NamedPreset | null }

/** What the next run is to be. Kept while the app runs, so that leaving the page loses nothing. */
const draftStore = createStore<Draft>(() => ({ plan: null, basedOn: null }))

/** Short enough to be told to somebody. */
const mostSeed = 9999

const usual: NamedPreset = 'standard'

const emptyPlan = (preset: LabPresetPlan): LabPlan => ({
  ...preset,
  name: '',
  modelIds: [],
  seed: 1 + Math.floor(Math.random() * mostSeed),
})

/** Takes over the plan of an earlier run. Where it has no name of its own, the new one gets its own too. */
export const adoptPlan = (plan: LabPlan): void =>
  draftStore.setState({ plan, basedOn: plan.preset === 'custom' ? null : plan.preset })

/** Models for the next run, in place of those that were chosen: kept for the set-up where it was not opened yet. */
const wishedStore = createStore<{ modelIds: readonly string[] | null }>(() => ({ modelIds: null }))

/** Chooses these models for the next run. */
export const compareModels = (modelIds: readonly string[]): void => {
  const { plan } = draftStore.getState()
  if (plan) changePlan({ modelIds: [...modelIds] })
  else wishedStore.setState({ modelIds })
}

/** Changes the models, the name or the seed, which belong to no preset. */
export const changePlan = (change: Partial<Pick<LabPlan, 'modelIds' | 'name' | 'seed'>>): void =>
  draftStore.setState(({ plan }) => ({ plan: plan && { ...plan, ...change } }))

/** Changes what a preset says: it is that preset no more. */
export const changeMeasurement = (change: Partial<Omit<LabPresetPlan, 'preset'>>): void =>
  draftStore.setState(({ plan }) => ({ plan: plan && { ...plan, ...change, preset: 'custom' } }))

export const choosePreset = (preset: NamedPreset, presets: Presets): void =>
  draftStore.setState(({ plan }) => ({ plan: plan && { ...plan, ...presets[preset] }, basedOn: preset }))

/** Forgets what was set up. */
export const resetPlan = (): void => {
  draftStore.setState({ plan: null, basedOn: null })
  wishedStore.setState({ modelIds: null })
}

/** The plan that is set up, with the presets that it can be; undefined until they are known. */
export function usePlanDraft(): {
  draft: { plan: LabPlan; basedOn: NamedPreset | null; presets: Presets } | undefined
  error: unknown
} {
  const procedures = useProcedures()
  const { data: presets, error } = useQuery(
    procedures.lab.presets.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
  )
  const { plan, basedOn } = useStore(draftStore)
  const isMissing = plan === null
  useEffect(() => {
    if (!isMissing || !presets) return
    const { modelIds } = wishedStore.getState()
    wishedStore.setState({ modelIds: null })
    draftStore.setState({
      plan: { ...emptyPlan(presets[usual]), ...(modelIds && { modelIds: [...modelIds] }) },
      basedOn: usual,
    })
  }, [isMissing, presets])
  return { draft: plan && presets ? { plan, basedOn, presets } : undefined, error }
}
