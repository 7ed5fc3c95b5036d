import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#contract/models.ts'
import { Button } from '../../../ui/button.tsx'
import { LoadFields } from './load-fields.tsx'
import { LoadFooter } from './load-footer.tsx'
import { MoreOptions } from './more-options.tsx'
import { ProfileAnswers } from './profile-answers.tsx'
import { ProfileBar } from './profile-bar.tsx'
import { useFitEstimates } from './use-fit-estimates.ts'
import { useLoadForm } from './use-load-form.ts'
import { useModelLoad } from './use-model-load.ts'

type LoadSettingsProps = {
  model: Model
  /** Called when a load that was begun here has succeeded. */
  onLoaded?: () => void
}

/** How one model is loaded: its profiles, the options, what they take of the memory, and the load itself. */
export const LoadSettings = ({ model, onLoaded = () => undefined }: LoadSettingsProps) => {
  const { t } = useTranslation('picker')
  const form = useLoadForm(model)
  const load = useModelLoad(onLoaded)
  const [isMore, setMore] = useState(false)
  const [hasAnswers, setAnswers] = useState(false)
  const ids = useMemo(() => [model.id], [model.id])
  const estimate = useFitEstimates(ids, form.options).get(model.id)
  return (
    <div className="flex flex-col gap-3">
      <ProfileBar
        form={form}
        onAnswers={() => setAnswers(!hasAnswers)}
        isMore={isMore}
        onMore={() => setMore(!isMore)}
      />
      <LoadFields model={model} form={form} estimate={estimate} />
      {hasAnswers && <ProfileAnswers form={form} />}
      {isMore && <MoreOptions form={form} />}
      {form.isLoaded && (
        <p className="flex items-center gap-2 type-secondary text-ink2">
          {t('isInMemory')}
          <Button variant="text" size="inline" onClick={() => load.unload(model.id)}>
            {t('unload')}
          </Button>
        </p>
      )}
      <LoadFooter model={model} form={form} estimate={estimate} load={load} />
    </div>
  )
}
