import { useTranslation } from 'react-i18next'
import type { QuantizeForecast } from '#contract/lab/quantize.ts'
import { formatFileSize } from '../../../i18n/format.ts'
import { StatusDot } from '../../../ui/status-dot.tsx'

/** Whether what is wanted has room on the disk. */
export const hasRoom = ({ neededBytes, freeBytes }: QuantizeForecast): boolean => neededBytes <= freeBytes

/** What is needed on the disk, and what is free. */
export const DiskLine = ({ forecast }: { forecast: QuantizeForecast }) => {
  const { t } = useTranslation('lab')
  const words = { needed: formatFileSize(forecast.neededBytes), free: formatFileSize(forecast.freeBytes) }
  if (hasRoom(forecast)) return <p className="text-ink2">{t('quantize.disk', words)}</p>
  return (
    <p className="flex items-center gap-2 text-clay">
      <StatusDot state="bad" />
      {t('quantize.noRoom', words)}
    </p>
  )
}
