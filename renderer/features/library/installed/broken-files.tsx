import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#contract/models.ts'
import { formatFileSize } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { useModelActions } from '../use-model-actions.ts'

/** More of them are shown when asked for: what can be had comes below. */
const firstShown = 3

/** Files that were found and cannot be used, each with why and what to do. */
export const BrokenFiles = ({ models }: { models: readonly Model[] }) => {
  const { t } = useTranslation('library')
  const { t: tErrors } = useTranslation('errors')
  const { remove } = useModelActions()
  const [areAllShown, setAllShown] = useState(false)
  // One that would stand alone behind the button is shown.
  const isLong = models.length > firstShown + 1
  if (models.length === 0) return null
  return (
    <section aria-labelledby="broken-files" className="mt-12 border-t-[1.5px] border-clay pt-3">
      <h2 id="broken-files" className="type-section">
        {t('broken.title', { count: models.length })}
      </h2>
      <ul>
        {(isLong && !areAllShown ? models.slice(0, firstShown) : models).map((model) => (
          <li key={model.id} className="flex items-start gap-4 border-b border-rule py-2.5">
            <div className="min-w-0 flex-1">
              <p className="flex gap-2">
                <span className="truncate font-[550]" title={model.path}>
                  {model.fileName}
                </span>
                <span className="shrink-0 type-figure text-ink3">{formatFileSize(model.sizeBytes)}</span>
              </p>
              {model.problem && (
                <p className="text-ink2">
                  <b className="font-medium text-clay">
                    {tErrors(`${model.problem.code}.what`, model.problem.params)}.
                  </b>{' '}
                  {tErrors(`${model.problem.code}.why`, model.problem.params)}{' '}
                  {tErrors(`${model.problem.code}.next`, model.problem.params)}
                </p>
              )}
              {model.problem?.detail && (
                <p className="mt-1 truncate type-statistic text-ink3" title={model.problem.detail}>
                  {model.problem.detail}
                </p>
              )}
            </div>
            <Button
              size="inline"
              variant="text"
              aria-label={t('broken.hideNamed', { name: model.fileName })}
              onClick={() => void remove(model)}
            >
              {t('broken.hide')}
            </Button>
          </li>
        ))}
      </ul>
      {isLong && (
        <Button variant="text" size="inline" className="mt-2" onClick={() => setAllShown(!areAllShown)}>
          {areAllShown ? t('filter.fewer') : t('filter.more', { count: models.length - firstShown })}
        </Button>
      )}
    </section>
  )
}
