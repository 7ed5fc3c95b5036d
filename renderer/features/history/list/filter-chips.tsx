import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LabFacets, LabFilter } from '#contract/lab/lab.ts'
import { formatDate } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { changeFilter, clearFilter, useHistory } from '../history-state.ts'

type FilterChipsProps = { facets: LabFacets | undefined }

const parts = [
  'text',
  'modelName',
  'quantization',
  'machineFingerprint',
  'backend',
  'tag',
  'state',
  'isImported',
  'fromMs',
  'toMs',
] as const satisfies (keyof LabFilter)[]

/** What the filter asks for, each with a way to let it go: the column that it was set in may not be in sight. */
export const FilterChips = ({ facets }: FilterChipsProps) => {
  const { t } = useTranslation('history')
  const filter = useHistory((state) => state.filter)
  const words = (part: (typeof parts)[number]): string => {
    switch (part) {
      case 'machineFingerprint':
        return facets?.machines.find(({ value }) => value === filter[part])?.name || t('nameless')
      case 'state':
        return filter.state === undefined ? '' : t(`state.${filter.state}`)
      case 'backend':
        return t(`backend.${filter.backend ?? ''}`, { defaultValue: filter.backend ?? '' })
      case 'isImported':
        return t(`origin.${filter.isImported ? 'imported' : 'here'}`)
      case 'fromMs':
        return t('chip.from', { date: formatDate(filter.fromMs ?? 0) })
      case 'toMs':
        return t('chip.to', { date: formatDate((filter.toMs ?? 0) - 1) })
      default:
        return filter[part] ?? ''
    }
  }
  const set = parts.filter((part) => filter[part] !== undefined)
  if (set.length === 0) return null
  return (
    <ul aria-label={t('chip.label')} className="flex min-w-0 flex-wrap items-center gap-1.5">
      {set.map((part) => (
        <li key={part} className="min-w-0">
          <button
            type="button"
            aria-label={t('chip.remove', { filter: t(`filter.${part}`), value: words(part) })}
            onClick={() => changeFilter(part, undefined)}
            className="flex h-6 max-w-64 items-center gap-1 rounded-chip border border-edge px-1.5 type-secondary hover:bg-sel"
          >
            <span className="truncate" dir="auto">
              {words(part)}
            </span>
            <X size={12} strokeWidth={1.5} aria-hidden className="shrink-0" />
          </button>
        </li>
      ))}
      {set.length > 1 && (
        <li>
          <Button variant="text" size="inline" onClick={clearFilter}>
            {t('chip.clear')}
          </Button>
        </li>
      )}
    </ul>
  )
}
