import { useTranslation } from 'react-i18next'
import type { LoadOptions } from '#contract/engine.ts'
import type { FitEstimate } from '#contract/models.ts'
import { formatMemory } from '../../../i18n/format.ts'
import { classNames } from '../../../ui/class-names.ts'
import type { MemoryParts } from './memory-parts.ts'

const series = [
  ['weightsBytes', 'bg-s1'],
  ['kvCacheBytes', 'bg-s2'],
  ['computeBytes', 'bg-s3'],
  ['engineBytes', 'bg-s4'],
] as const

type Segment = { key: string; bytes: number; colour: string; words: string }

const useSegments = ({ device, takenBytes }: MemoryParts, options: LoadOptions): Segment[] => {
  const { t } = useTranslation('picker')
  const cache = options.kvTypeK === options.kvTypeV ? options.kvTypeK : `${options.kvTypeK}/${options.kvTypeV}`
  const taken = { key: 'taken', bytes: takenBytes, colour: 'memory-taken', words: t('memory.taken') }
  const parts = series.map(([key, colour]) => ({
    key,
    bytes: device[key],
    colour,
    words: t(`memory.${key}`, { type: cache }),
  }))
  return [...(takenBytes > 0 ? [taken] : []), ...parts.filter(({ bytes }) => bytes > 0)]
}

/** Words under their parts: each as wide as its part where there is room, and never narrower than its words. */
const Label = ({ segment }: { segment: Segment }) => (
  <div className="min-w-max basis-0 pr-3" style={{ flexGrow: segment.bytes }}>
    <dt className="flex items-center gap-1 text-ink2">
      <span aria-hidden className={classNames('size-1.5', segment.colour)} />
      {segment.words}
    </dt>
    <dd className="type-statistic">{formatMemory(segment.bytes)}</dd>
  </div>
)

type MemoryBarProps = {
  parts: MemoryParts
  options: LoadOptions
  /** How many layers lie in it; null where it holds whatever the GPU does not. */
  layers: Pick<FitEstimate, 'gpuLayers' | 'totalLayers'> | null
}

/** What a load would take of one kind of memory, part by part, beside what others use. The parts are an estimate. */
export const MemoryBar = ({ parts, options, layers }: MemoryBarProps) => {
  const { t } = useTranslation('picker')
  const { kind, limitBytes, isWhole, takenBytes, requiredBytes, freeBytes } = parts
  const segments = useSegments(parts, options)
  const usedBytes = takenBytes + requiredBytes
  const scaleBytes = Math.max(limitBytes ?? 0, usedBytes)
  const share = (bytes: number) => `${(bytes / scaleBytes) * 100}%`
  const figures = { used: formatMemory(usedBytes), limit: formatMemory(limitBytes) }
  const words = limitBytes === null ? 'memory.needs' : isWhole ? 'memory.ofAll' : 'memory.ofFree'
  return (
    <div>
      <p className="flex items-baseline gap-2">
        {t(`memory.${kind}`)}
        <b className="type-figure font-medium">{t(words, figures)}</b>
        {layers?.totalLayers && (
          <span className="ml-auto type-statistic text-ink2">
            {t('memory.layers', { used: layers.gpuLayers ?? 0, total: layers.totalLayers })}
          </span>
        )}
      </p>
      <div aria-hidden className="relative mt-1 h-5 overflow-hidden rounded-[3px] border border-edge p-px">
        <div className="flex h-full gap-px">
          {segments.map(({ key, bytes, colour }) => (
            <span key={key} className={classNames('h-full shrink-0', colour)} style={{ width: share(bytes) }} />
          ))}
        </div>
        {limitBytes !== null && limitBytes < scaleBytes && (
          <span
            className="memory-over absolute inset-y-0 right-0 border-l-2 border-clay"
            style={{ left: share(limitBytes) }}
          />
        )}
      </div>
      <dl className="mt-1 flex flex-wrap gap-y-1 type-secondary">
        {segments.map((segment) => (
          <Label key={segment.key} segment={segment} />
        ))}
        {freeBytes !== null && (
          <div className="min-w-max basis-0 text-right" style={{ flexGrow: Math.max(0, freeBytes) }}>
            <dt className="text-ink2">{t(freeBytes < 0 ? 'memory.missing' : 'memory.free')}</dt>
            <dd className={classNames('type-statistic font-medium', freeBytes < 0 ? 'text-clay' : 'text-leaf')}>
              {formatMemory(Math.abs(freeBytes))}
            </dd>
          </div>
        )}
      </dl>
    </div>
  )
}
