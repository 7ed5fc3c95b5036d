import { useDeferredValue, useMemo } from 'react'
import type { ModelsState } from '#contract/models.ts'
import { useHardwareState } from '../../../stores/stores.tsx'
import { matchOffers } from '../discover/offer-status.ts'
import { useCatalog } from '../discover/use-catalog.ts'
import { useLibrary } from '../library-state.ts'
import { groupIntoLadders } from './ladder.ts'
import { sortLadders } from './ladder-sort.ts'
import { filterLadders, filterModels } from './model-filter.ts'
import { sizeAxis } from './size-axis.ts'
import { sizeLimits } from './size-limits.ts'

const noModels: ModelsState['models'] = []

/**
 * What the installed view shows of the models: all ladders, those that the filter leaves in their order, what it leaves of the files that
 * cannot be used, and the scale they share.
 */
export const useInstalled = (state: ModelsState | undefined) => {
  const models = state?.models ?? noModels
  const chosenModelId = state?.chosenModelId ?? null
  // Typing comes before the list that it narrows.
  const { filter, search, sort } = useDeferredValue(useLibrary((library) => library))
  const hardware = useHardwareState()
  const known = hardware?.phase === 'known' ? hardware.hardware : null
  const catalog = useCatalog().data
  const ladders = useMemo(() => groupIntoLadders(models, chosenModelId), [models, chosenModelId])
  const offers = useMemo(() => matchOffers(ladders, catalog ?? []), [ladders, catalog])
  const shown = useMemo(
    () => sortLadders(filterLadders(ladders, filter, search), sort),
    [ladders, filter, search, sort],
  )
  const broken = useMemo(
    () =>
      filterModels(
        models.filter((model) => model.problem !== null),
        filter,
        search,
      ),
    [models, filter, search],
  )
  const limits = useMemo(() => sizeLimits(models, known), [models, known])
  const axis = useMemo(
    () => sizeAxis(ladders.flatMap((ladder) => ladder.models.map((model) => model.sizeBytes))),
    [ladders],
  )
  return { ladders, shown, broken, limits, axis, offers }
}
