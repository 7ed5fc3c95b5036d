import { ChevronDown, ChevronRight, Gauge, MemoryStick, Scale, Star } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SmallCaps } from '../../../ui/small-caps.tsx'
import {
  type FilterCounts,
  type FilterGroup,
  filterMarks,
  type SizeClass,
  sizeClasses,
} from '../installed/model-filter.ts'
import { toggleMark, toggleValue, useLibrary } from '../library-state.ts'
import { ContentsToggle } from './contents-row.tsx'

const markIcons = { fits: MemoryStick, favourite: Star, measured: Gauge, openLicence: Scale }

/** Lines of a group that are in sight before one asks for more. */
const inSight = 6

const isSizeClass = (value: string): value is SizeClass => sizeClasses.some((name) => name === value)

type GroupName = Exclude<FilterGroup, 'folder'>

/** One way to sort models into kinds: closed until it is wanted, but open while something of it is pressed. */
const FilterGroupList = ({ group, values }: { group: GroupName; values: FilterCounts['groups'][GroupName] }) => {
  const { t } = useTranslation('library')
  const pressed = useLibrary((state) => state.filter[group])
  const [isOpen, setOpen] = useState(pressed.length > 0)
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? values : values.slice(0, inSight)
  const words = (value: string) => (group === 'size' && isSizeClass(value) ? t(`filter.sizes.${value}`) : value)
  const Chevron = isOpen ? ChevronDown : ChevronRight
  if (values.length < 2 && pressed.length === 0) return null
  return (
    <div>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex h-7 w-full items-center gap-2 rounded-chip px-2 text-left text-ink2 hover:bg-sel focus-visible:-outline-offset-2"
      >
        <Chevron size={16} strokeWidth={1.5} aria-hidden className="text-ink3" />
        <span className="flex-1">{t(`filter.group.${group}`)}</span>
        <span className="type-side-figure text-ink3">
          {pressed.length > 0 ? `${pressed.length}/` : ''}
          {values.length}
        </span>
      </button>
      {isOpen && (
        <ul className="pl-6">
          {shown.map(({ value, count }) => (
            <li key={value}>
              <ContentsToggle
                isPressed={pressed.includes(value)}
                onToggle={() => toggleValue(group, value)}
                figure={count}
              >
                {words(value)}
              </ContentsToggle>
            </li>
          ))}
          {values.length > inSight && (
            <li>
              <button
                type="button"
                onClick={() => setWhole(!isWhole)}
                className="h-7 rounded-chip px-2 text-ink3 underline decoration-edge underline-offset-[3px] hover:text-ink type-secondary focus-visible:-outline-offset-2"
              >
                {isWhole ? t('filter.fewer') : t('filter.more', { count: values.length - inSight })}
              </button>
            </li>
          )}
        </ul>
      )}
    </div>
  )
}

/** What the installed models can be narrowed to, each with how many there are. */
export const FilterList = ({ counts }: { counts: FilterCounts }) => {
  const { t } = useTranslation('library')
  const marks = useLibrary((state) => state.filter.marks)
  return (
    <section aria-labelledby="library-filter">
      <div className="px-2 pt-3 pb-1">
        <SmallCaps as="h2" id="library-filter">
          {t('filter.title')}
        </SmallCaps>
      </div>
      {filterMarks.map((mark) => (
        <ContentsToggle
          key={mark}
          icon={markIcons[mark]}
          isPressed={marks.includes(mark)}
          onToggle={() => toggleMark(mark)}
          figure={counts.marks[mark]}
        >
          {t(`filter.${mark}`)}
        </ContentsToggle>
      ))}
      <FilterGroupList group="family" values={counts.groups.family} />
      <FilterGroupList group="quantization" values={counts.groups.quantization} />
      <FilterGroupList group="size" values={counts.groups.size} />
      <FilterGroupList group="tag" values={counts.groups.tag} />
    </section>
  )
}
