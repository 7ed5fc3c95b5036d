import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#contract/models.ts'
import { Button } from '../../ui/button.tsx'
import { LoadSettings } from './load/load-settings.tsx'
import { ModelFacts } from './model-facts.tsx'
import { useModelActions } from './use-model-actions.ts'

/** A model with its facts, the options of its load and what can be done with it. Give it the model's id as `key`. */
export const ModelDetails = ({ model }: { model: Model }) => {
  const { t } = useTranslation('library')
  const actions = useModelActions()
  return (
    <div>
      <h2 className="type-section">{model.name}</h2>
      {model.isStarter && <p className="mb-2 type-empty text-ink2">{t('starter.honest')}</p>}
      {!model.hasChatTemplate && <p className="mb-2 text-ink2">{t('noChatTemplate')}</p>}
      {!model.isReachable && <p className="mb-2 text-clay">{t('unreachable')}</p>}
      <ModelFacts model={model} />
      <LoadSettings model={model} />
      <Button variant="text" onClick={() => void actions.remove(model)}>
        <Trash2 size={14} strokeWidth={1.5} aria-hidden />
        {t('remove')}
      </Button>
    </div>
  )
}
