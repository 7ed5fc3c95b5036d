import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { SmallCaps } from '../../../ui/small-caps.tsx'
import { changeFilter, useHistory } from '../history-state.ts'

/** What a part of the filter can be, and how many runs have it. */
export type Facet = { value: string; name?: string; runs: number }

const shownAtFirst = 6

type FacetListProps = {
  of: 'modelName' | 'quantization' | 'machineFingerprint' | 'backend' | 'tag'
  facets: readonly Facet[]
}

/** The values of one part of the filter, the commonest first. The one in force is pressed, and is let go by pressing it again. */
export const FacetList = ({ of, facets }: FacetListProps) => {
  const { t } = useTranslation('history')
  const chosen = useHistory(({ filter }) => filter[of])
  const [isWhole, setIsWhole] = useState(false)
  const titleId = useId()
  if (facets.length === 0) return null
  const shown = facets.filter(({ value }, index) => isWhole || index < shownAtFirst || value === chosen)
  const hidden = facets.length - shown.length
  return (
    <section aria-labelledby={titleId} className="border-t border-rule px-2 pt-2 pb-1">
      <div className="px-2 pb-1">
        <SmallCaps as="h2" id={titleId}>
          {t(`filter.${of}`)}
        </SmallCaps>
      </div>
      <ul>
        {shown.map(({ value, name = value, runs }) => (
          <li key={value}>
            <button
              type="button"
              aria-pressed={value === chosen}
              onClick={() => changeFilter(of, value === chosen ? undefined : value)}
              className={classNames(
                'flex h-7 w-full items-center gap-2 rounded-chip px-2 text-left hover:bg-sel focus-visible:-outline-offset-2',
                value === chosen ? 'bg-sel font-medium text-ink' : 'text-ink2',
              )}
            >
              <span className="min-w-0 flex-1 truncate" dir="auto" title={name}>
                {name === '' ? t('nameless') : name}
              </span>
              <span className="shrink-0 type-side-figure font-normal text-ink3">{formatNumber(runs)}</span>
            </button>
          </li>
        ))}
      </ul>
      {(hidden > 0 || isWhole) && facets.length > shownAtFirst && (
        <Button variant="text" size="inline" className="ml-1" onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? t('fewer') : t('more', { count: hidden })}
        </Button>
      )}
    </section>
  )
}
