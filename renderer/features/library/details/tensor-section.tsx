import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { VList } from 'virtua'
import type { ModelDetails } from '#contract/models.ts'
import { formatFileSize, formatNumber, formatShare } from '../../../i18n/format.ts'
import { classNames } from '../../../ui/class-names.ts'

const rowPx = 40
const mostRowsInSight = 6

const TensorList = ({ tensors, type }: { tensors: ModelDetails['tensors']; type: string }) => {
  const { t } = useTranslation('details')
  const own = tensors.filter((tensor) => tensor.type === type)
  return (
    <section
      aria-label={t('tensors.ofType', { type })}
      className="mb-1 border-l border-rule2 pl-3"
      style={{ height: Math.min(own.length, mostRowsInSight) * rowPx }}
    >
      <VList data={own} itemSize={rowPx} tabIndex={0}>
        {(tensor) => (
          <div key={tensor.name} className="flex h-10 flex-col justify-center border-b border-rule">
            <span className="truncate type-statistic" title={tensor.name}>
              {tensor.name}
            </span>
            <span className="flex justify-between gap-2 type-side-figure text-ink3">
              <span className="truncate">{tensor.dimensions.map((length) => formatNumber(length)).join(' × ')}</span>
              <span className="shrink-0">{formatFileSize(tensor.sizeBytes)}</span>
            </span>
          </div>
        )}
      </VList>
    </section>
  )
}

/** The tensors by type, the largest share of the bytes first; each type opens to its tensors. */
export const TensorSection = ({ details }: { details: ModelDetails }) => {
  const { t } = useTranslation('details')
  const [openType, setOpenType] = useState<string | null>(null)
  const totalBytes = details.tensorTypes.reduce((sum, type) => sum + type.sizeBytes, 0)
  return (
    <ul className="flex flex-col">
      {details.tensorTypes.map(({ type, tensorCount, sizeBytes }) => {
        const isOpen = openType === type
        return (
          <li key={type}>
            <button
              type="button"
              aria-expanded={isOpen}
              onClick={() => setOpenType(isOpen ? null : type)}
              className="grid h-8 w-full grid-cols-[16px_minmax(0,1fr)_auto_72px] items-center gap-2 rounded-chip text-left hover:bg-sel focus-visible:-outline-offset-2"
            >
              <ChevronRight
                size={14}
                strokeWidth={1.5}
                aria-hidden
                className={classNames('text-ink3', isOpen && 'rotate-90')}
              />
              <span className="truncate type-figure">{type}</span>
              <span className="type-secondary text-ink3">
                {t('tensors.count', {
                  count: tensorCount,
                  share: formatShare(totalBytes === 0 ? null : sizeBytes / totalBytes),
                })}
              </span>
              <span className="text-right type-figure whitespace-nowrap">{formatFileSize(sizeBytes)}</span>
            </button>
            {isOpen && <TensorList tensors={details.tensors} type={type} />}
          </li>
        )
      })}
    </ul>
  )
}
