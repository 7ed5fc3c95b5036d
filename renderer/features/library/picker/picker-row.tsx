import { Star } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { formatFileSize } from '../../../i18n/format.ts'
import { classNames } from '../../../ui/class-names.ts'
import { FitBadge } from '../../../ui/fit-badge.tsx'
import { StatusDot } from '../../../ui/status-dot.tsx'
import { downloadWords } from './download-words.ts'
import { representative } from './ladders.ts'
import type { PickerChoice } from './picker-rows.ts'

type RowOf<K extends PickerChoice['kind']> = Extract<PickerChoice, { kind: K }>

type LadderWordsProps = { row: RowOf<'ladder'>; loadedId: string | null; chosenId: string | null }

const LadderWords = ({ row, loadedId, chosenId }: LadderWordsProps) => {
  const { t } = useTranslation('picker')
  const { ladder, variants } = row
  const model = representative(variants, { loadedId, chosenId })
  if (!model) return null
  const has = (id: string | null) => ladder.variants.some((variant) => variant.model.id === id)
  const isBad = !model.isReachable || model.problem !== null
  const words = [
    ladder.variants.length > 1
      ? t('variants', { count: ladder.variants.length })
      : `${model.quantization} · ${formatFileSize(model.sizeBytes)}`,
    model.isStarter ? t('builtIn') : null,
    has(loadedId) ? t('inMemory') : has(chosenId) ? t('chosen') : null,
  ]
  return (
    <>
      <span className="flex min-w-0 items-center gap-1.5">
        {ladder.isFavourite && (
          <Star size={12} strokeWidth={1.5} aria-label={t('favourite')} className="shrink-0 fill-current text-ink2" />
        )}
        <span className="truncate" title={ladder.name}>
          {ladder.name}
        </span>
      </span>
      {!isBad && <FitBadge verdict={model.fit.verdict} glyphOnly={model.fit.verdict !== 'wont-fit'} />}
      {isBad ? (
        <span className="col-span-full flex items-center gap-1.5 type-secondary text-clay">
          <StatusDot state="bad" />
          {t(model.isReachable ? 'broken' : 'missing')}
        </span>
      ) : (
        <span className="col-span-full truncate type-secondary text-ink3">{words.filter(Boolean).join(' · ')}</span>
      )}
    </>
  )
}

const RowWords = ({ row, ...ids }: { row: PickerChoice; loadedId: string | null; chosenId: string | null }) => {
  const { t } = useTranslation('picker')
  const { t: tLibrary } = useTranslation('library')
  switch (row.kind) {
    case 'ladder':
      return <LadderWords row={row} {...ids} />
    case 'starter':
      return (
        <>
          <span className="truncate">{tLibrary('starter.name')}</span>
          <span className="col-span-full type-secondary text-ink3">
            {tLibrary(`starter.short.${row.starter.phase}`)}
          </span>
        </>
      )
    case 'download':
      return (
        <>
          <span className="truncate">{row.download.name}</span>
          <span className="type-statistic text-ink3">{row.download.quantization}</span>
          <span
            className={classNames(
              'col-span-full truncate type-secondary',
              row.download.state === 'failed' ? 'text-clay' : 'text-ink3',
            )}
          >
            {downloadWords(row.download, t)}
          </span>
        </>
      )
    case 'find-more':
      return (
        <>
          <span className="truncate">{t('findMore')}</span>
          <span className="col-span-full type-secondary text-ink3">{t('findMoreNote')}</span>
        </>
      )
  }
}

type PickerRowViewProps = {
  row: PickerChoice
  id: string
  isActive: boolean
  position: number
  total: number
  loadedId: string | null
  chosenId: string | null
  onActive: (row: PickerChoice) => void
  onEnter: () => void
}

/** A line of the picker's list. */
export const PickerRowView = memo((props: PickerRowViewProps) => {
  const { row, id, isActive, position, total, loadedId, chosenId, onActive, onEnter } = props
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the field that controls the list.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      aria-posinset={position}
      aria-setsize={total}
      onClick={() => onActive(row)}
      onDoubleClick={onEnter}
      className={classNames(
        'mx-2 grid min-h-11.5 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-2 rounded-chip px-2 py-1.5',
        isActive ? 'bg-sel font-[550]' : 'hover:bg-sel/60',
      )}
    >
      <RowWords row={row} loadedId={loadedId} chosenId={chosenId} />
    </div>
  )
})
