import { type RefObject, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#contract/models.ts'
import { formatContextTick } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { LoadFields } from '../load/load-fields.tsx'
import { LoadFooter } from '../load/load-footer.tsx'
import { MoreOptions } from '../load/more-options.tsx'
import { ProfileAnswers } from '../load/profile-answers.tsx'
import { ProfileBar } from '../load/profile-bar.tsx'
import { useFitEstimates } from '../load/use-fit-estimates.ts'
import { useLoadForm } from '../load/use-load-form.ts'
import type { ModelLoad } from '../load/use-model-load.ts'
import { LadderTable } from './ladder-table.tsx'
import type { Ladder } from './ladders.ts'

/** Begins the load of the model that is shown, as it is chosen here. */
export type ShownLoad = { modelId: string; load: () => void }

type PickerDetailProps = {
  ladder: Ladder
  model: Model
  loadedId: string | null
  load: ModelLoad
  /** Lets Enter in the list load what is shown. */
  shown: RefObject<ShownLoad | null>
  onActive: (modelId: string) => void
  /** Leads to all that is known of the model. */
  onDetails: () => void
}

type HeadProps = {
  ladder: Ladder
  model: Model
  onDetails: () => void
  /** Missing where the model is not in memory. */
  onUnload: (() => void) | undefined
}

const Head = ({ ladder, model, onDetails, onUnload }: HeadProps) => {
  const { t } = useTranslation('picker')
  const { trainedContextTokens, licence } = model
  const words = [
    trainedContextTokens === null ? null : t('headContext', { tokens: formatContextTick(trainedContextTokens) }),
    licence === null ? null : t('headLicence', { licence }),
  ]
  return (
    <div className="flex flex-wrap items-baseline gap-x-3">
      <h2 className="type-section">{ladder.name}</h2>
      <p className="type-secondary text-ink2">{words.filter(Boolean).join(', ')}</p>
      <span className="ml-auto flex gap-2">
        {onUnload && (
          <Button variant="text" size="inline" onClick={onUnload}>
            {t('unload')}
          </Button>
        )}
        <Button variant="text" size="inline" onClick={onDetails}>
          {t('details')}
        </Button>
      </span>
    </div>
  )
}

/** The right half of the picker: a ladder, and how one of its quantizations is to be loaded. */
export const PickerDetail = ({ ladder, model, loadedId, load, shown, onActive, onDetails }: PickerDetailProps) => {
  const { t } = useTranslation('picker')
  const form = useLoadForm(model)
  const [isMore, setMore] = useState(false)
  const [hasAnswers, setAnswers] = useState(false)
  // The quantization that is being chosen is asked for first.
  const ids = useMemo(
    () => [model.id, ...ladder.variants.map((variant) => variant.model.id).filter((id) => id !== model.id)],
    [ladder, model.id],
  )
  const estimates = useFitEstimates(ids, form.options)
  const estimate = estimates.get(model.id)
  shown.current = { modelId: model.id, load: () => void load.load(form.request()) }
  return (
    <div className="flex min-h-0 flex-col">
      <section
        aria-label={ladder.name}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard.
        tabIndex={0}
        className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto *:shrink-0 px-6 pt-4 pb-3 -outline-offset-2! max-narrow:px-4"
      >
        <Head
          ladder={ladder}
          model={model}
          onDetails={onDetails}
          onUnload={form.isLoaded ? () => load.unload(model.id) : undefined}
        />
        {!model.hasChatTemplate && <p className="text-ink2">{t('noChatTemplate')}</p>}
        <LadderTable
          ladder={ladder}
          activeId={model.id}
          loadedId={loadedId}
          contextTokens={estimate?.contextTokens ?? form.options.contextTokens ?? model.fit.contextTokens}
          estimates={estimates}
          onActive={onActive}
        />
        <ProfileBar
          form={form}
          onAnswers={() => setAnswers(!hasAnswers)}
          isMore={isMore}
          onMore={() => setMore(!isMore)}
        />
        <LoadFields model={model} form={form} estimate={estimate} />
        {hasAnswers && <ProfileAnswers form={form} />}
        {isMore && <MoreOptions form={form} />}
      </section>
      <div className="px-6 pb-4 max-narrow:px-4">
        <LoadFooter model={model} form={form} estimate={estimate} load={load} hasEnter />
      </div>
    </div>
  )
}
