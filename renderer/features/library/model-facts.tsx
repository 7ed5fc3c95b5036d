import { useTranslation } from 'react-i18next'
import type { Model } from '#contract/models.ts'
import { formatDate, formatFileSize, formatNumber, formatParameters } from '../../i18n/format.ts'
import { FitBadge } from '../../ui/fit-badge.tsx'

/** What is known of a model, from its file's header. */
export const ModelFacts = ({ model }: { model: Model }) => {
  const { t } = useTranslation('library')
  const facts: [label: string, value: string][] = [
    [t('facts.quantization'), model.quantization],
    [t('facts.size'), formatFileSize(model.sizeBytes)],
    [t('facts.parameters'), formatParameters(model.parameterCount)],
    [t('facts.trainedContext'), formatNumber(model.trainedContextTokens)],
    [t('facts.architecture'), model.architecture],
    [t('facts.licence'), model.licence ?? t('facts.licenceUnknown')],
    [t('facts.lastUsed'), model.lastUsedAtMs === null ? t('facts.never') : formatDate(model.lastUsedAtMs)],
  ]
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)_auto_minmax(0,1fr)] gap-x-4 border-y-[1.5px] border-ink2 py-2 max-narrow:grid-cols-[auto_minmax(0,1fr)]">
      {facts.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="py-0.5 text-ink2">{label}</dt>
          <dd className="truncate py-0.5 type-figure" title={value}>
            {value}
          </dd>
        </div>
      ))}
      <div className="contents">
        <dt className="py-0.5 text-ink2">{t('facts.fit')}</dt>
        <dd className="py-0.5">
          <FitBadge verdict={model.fit.verdict} />
        </dd>
      </div>
      <dt className="py-0.5 text-ink2">{t('facts.file')}</dt>
      <dd
        className="col-span-3 truncate py-0.5 type-statistic text-ink2 max-narrow:col-span-1"
        title={model.path}
        dir="auto"
      >
        {model.path}
      </dd>
    </dl>
  )
}
