import { useTranslation } from 'react-i18next'
import type { FitEstimate } from '#contract/models.ts'
import { formatMemory } from '../../../i18n/format.ts'
import { ProvenanceBadge } from '../../../ui/provenance-badge.tsx'

const series = [
  ['weightsBytes', 'bg-s1'],
  ['kvCacheBytes', 'bg-s2'],
  ['computeBytes', 'bg-s3'],
  ['engineBytes', 'bg-s4'],
] as const

/** What a load would take of the free memory, part by part. An estimate, and labelled so. */
export const MemoryBar = ({ estimate, isGpu }: { estimate: FitEstimate; isGpu: boolean }) => {
  const { t } = useTranslation('library')
  const { devices, requiredBytes, availableBytes } = estimate
  const parts = devices.find((device) => device.kind === (isGpu ? 'vram' : 'ram')) ?? devices[0]
  if (!parts || requiredBytes === null || availableBytes === null) {
    return <p className="type-secondary text-ink2">{t('memory.unknown')}</p>
  }
  const scaleBytes = Math.max(requiredBytes, availableBytes)
  const freeBytes = availableBytes - requiredBytes
  const figures = { required: formatMemory(requiredBytes), available: formatMemory(availableBytes) }
  return (
    <div>
      <div className="flex items-baseline gap-2">
        <span>{t(isGpu ? 'memory.gpu' : 'memory.main')}</span>
        <b className="type-figure font-medium">{t('memory.ofFree', figures)}</b>
        <ProvenanceBadge kind="estimated" className="ml-auto" />
      </div>
      <div aria-hidden className="relative mt-1 flex h-5 gap-px overflow-hidden rounded-[3px] border border-edge p-px">
        {series.map(([part, colour]) => (
          <span key={part} className={colour} style={{ width: `${(parts[part] / scaleBytes) * 100}%` }} />
        ))}
        {freeBytes < 0 && (
          <span
            className="absolute inset-y-0 right-0 border-l-2 border-clay"
            style={{ left: `${(availableBytes / scaleBytes) * 100}%` }}
          />
        )}
      </div>
      <dl className="mt-1 flex flex-wrap gap-x-5 gap-y-1 type-secondary">
        {series.map(([part, colour]) => (
          <div key={part}>
            <dt className="flex items-center gap-1.5 text-ink2">
              <span aria-hidden className={`size-2 ${colour}`} />
              {t(`memory.${part}`)}
            </dt>
            <dd className="type-statistic">{formatMemory(parts[part])}</dd>
          </div>
        ))}
        <div className="ml-auto text-right">
          <dt className="text-ink2">{t(freeBytes < 0 ? 'memory.missing' : 'memory.free')}</dt>
          <dd className={`type-statistic font-medium ${freeBytes < 0 ? 'text-clay' : 'text-leaf'}`}>
            {formatMemory(Math.abs(freeBytes))}
          </dd>
        </div>
      </dl>
    </div>
  )
}
