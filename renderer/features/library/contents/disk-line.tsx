import { useTranslation } from 'react-i18next'
import { formatFileSize, formatPercent } from '../../../i18n/format.ts'
import { useFoldersState, useModelsState } from '../../../stores/stores.tsx'

/** How much of the disk the library takes, and what is free there. At the foot of the contents column. */
export const DiskLine = () => {
  const { t } = useTranslation('folders')
  const disk = useFoldersState((state) => state.disk)
  const usedBytes = useModelsState((state) => state.models.reduce((sum, model) => sum + model.sizeBytes, 0))
  const hashing = useFoldersState((state) => state.hashing)
  if (!disk || usedBytes === undefined) return null
  const share = (bytes: number) => `${Math.min(100, (bytes / disk.totalBytes) * 100)}%`
  return (
    <div className="border-t border-rule px-4 py-3">
      <div className="flex items-baseline justify-between gap-2">
        <span>{t('disk.title')}</span>
        <span className="type-reading text-[0.9375rem]! leading-5!">
          {t('disk.models', { size: formatFileSize(usedBytes) })}
        </span>
      </div>
      <div aria-hidden className="relative my-1.5 h-[3px]">
        <span className="absolute inset-x-0 top-px h-px bg-rule2" />
        <span
          className="absolute inset-y-0 left-0 bg-rule2"
          style={{ width: share(disk.totalBytes - disk.freeBytes) }}
        />
        <span className="absolute inset-y-0 left-0 bg-ink2" style={{ width: share(usedBytes) }} />
      </div>
      <p className="type-secondary text-ink3">
        {t('disk.free', { free: formatFileSize(disk.freeBytes), total: formatFileSize(disk.totalBytes) })}
      </p>
      {hashing && (
        <p className="mt-1 truncate type-badge text-ink3">
          {hashing.waiting > 0
            ? t('hashingMore', { percent: formatPercent(hashing.progress), waiting: hashing.waiting })
            : t('hashing', { percent: formatPercent(hashing.progress) })}
        </p>
      )}
    </div>
  )
}
