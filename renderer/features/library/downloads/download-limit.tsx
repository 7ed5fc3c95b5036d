import { useTranslation } from 'react-i18next'
import { useChangeSettings, useSettings } from '../../../stores/stores.tsx'
import { Field } from '../../../ui/field.tsx'
import { NumberField } from '../../../ui/number-field.tsx'
import { reportProblem } from '../../../ui/report-problem.ts'
import { useDraft } from '../../../ui/use-draft.ts'

const megabyte = 1e6
const leastMegabytes = 0.01

const isInRange = (megabytes: number | null): boolean => megabytes === null || megabytes >= leastMegabytes

/** The bandwidth that all downloads together may take. Empty: as much as there is. */
export const DownloadLimit = () => {
  const { t } = useTranslation('downloads')
  const change = useChangeSettings()
  const savedBytes = useSettings((settings) => settings.downloadLimitBytesPerSecond)
  const draft = useDraft(
    savedBytes == null ? null : savedBytes / megabyte,
    (megabytes) => {
      const downloadLimitBytesPerSecond = megabytes === null ? null : Math.round(megabytes * megabyte)
      change({ downloadLimitBytesPerSecond }).catch(reportProblem)
    },
    isInRange,
  )
  if (savedBytes === undefined) return null
  return (
    <Field label={t('limit.label')} isLabelHidden error={isInRange(draft.value) ? null : t('limit.tooLow')}>
      <span className="flex items-center gap-2 text-ink2">
        <span aria-hidden>{t('limit.label')}</span>
        <NumberField
          label={t('limit.label')}
          value={draft.value}
          onChange={draft.change}
          min={leastMegabytes}
          step={1}
          placeholder={t('limit.none')}
        />
        <span className="type-secondary">{t('limit.unit')}</span>
      </span>
    </Field>
  )
}
