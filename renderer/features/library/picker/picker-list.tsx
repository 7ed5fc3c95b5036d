import { FolderOpen, Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatFileSize } from '../../../i18n/format.ts'
import { openGgufFile } from '../../../stores/interface.ts'
import { classNames } from '../../../ui/class-names.ts'
import { FitBadge } from '../../../ui/fit-badge.tsx'
import { Kbd } from '../../../ui/kbd.tsx'
import { SmallCaps } from '../../../ui/small-caps.tsx'
import { moveActive, type PickerEntry } from './picker-entries.ts'

type PickerListProps = {
  entries: readonly PickerEntry[]
  activeId: string | null
  chosenModelId: string | null
  search: string
  keys: string
  openFileKeys: string
  onSearch: (search: string) => void
  onActive: (id: string) => void
  /** Enter in the list. */
  onEnter: () => void
}

const optionId = (id: string) => `picker-${id}`

const EntryWords = ({ entry, isChosen }: { entry: PickerEntry; isChosen: boolean }) => {
  const { t } = useTranslation('library')
  if (!('model' in entry)) {
    return (
      <>
        <span className="truncate">{t('starter.name')}</span>
        <span className="col-span-full type-secondary text-ink3">{t(`starter.short.${entry.starter.phase}`)}</span>
      </>
    )
  }
  const { model } = entry
  const words = [model.quantization, formatFileSize(model.sizeBytes), isChosen ? t('chosen') : null].filter(Boolean)
  return (
    <>
      <span className={classNames('truncate', isChosen && 'font-semibold')}>{model.name}</span>
      <FitBadge verdict={model.fit.verdict} glyphOnly={model.fit.verdict !== 'wont-fit'} />
      <span className="col-span-full truncate type-secondary text-ink3">
        {model.isReachable ? words.join(' · ') : t('missing')}
      </span>
    </>
  )
}

/** The left half of the picker: a search field that the arrow keys walk the list from. */
export const PickerList = (props: PickerListProps) => {
  const { entries, activeId, chosenModelId, search, keys, openFileKeys, onSearch, onActive, onEnter } = props
  const { t } = useTranslation('library')
  const list = useRef<HTMLDivElement>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another line is the active one.
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [activeId])

  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null
    if (by !== null) {
      event.preventDefault()
      const next = moveActive(entries, activeId, by)
      if (next) onActive(next)
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      onEnter()
    }
  }

  return (
    <div className="flex min-h-0 flex-col border-r border-rule bg-chrome max-medium:border-r-0 max-medium:border-b">
      <div className="p-2">
        <div className="flex h-8 items-center gap-2 rounded-control border border-edge bg-paper px-2 has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-goldmark">
          <Search size={16} strokeWidth={1.5} aria-hidden className="shrink-0 text-ink3" />
          <input
            // biome-ignore lint/a11y/noAutofocus: the picker opens to be typed into, and Base UI gives the focus back.
            autoFocus
            role="combobox"
            aria-label={t('search')}
            aria-expanded="true"
            aria-controls="picker-list"
            aria-activedescendant={activeId ? optionId(activeId) : undefined}
            placeholder={t('search')}
            value={search}
            onChange={(event) => onSearch(event.target.value)}
            onKeyDown={onKeyDown}
            className="min-w-0 flex-1 bg-transparent outline-none"
          />
          <Kbd keys={keys} />
        </div>
      </div>
      <div className="px-4 pt-1 pb-1">
        <SmallCaps>{t('installed')}</SmallCaps>
      </div>
      <div
        ref={list}
        id="picker-list"
        role="listbox"
        aria-label={t('installed')}
        className="min-h-24 flex-1 overflow-y-auto pb-2 max-medium:max-h-44"
      >
        {entries.map((entry) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the field that controls the list.
          <div
            key={entry.id}
            id={optionId(entry.id)}
            role="option"
            tabIndex={-1}
            aria-selected={entry.id === activeId}
            onClick={() => onActive(entry.id)}
            onDoubleClick={onEnter}
            className={classNames(
              'mx-2 grid grid-cols-[minmax(0,1fr)_auto] items-center rounded-chip px-2 py-1.5',
              entry.id === activeId ? 'bg-sel' : 'hover:bg-sel/60',
            )}
          >
            <EntryWords entry={entry} isChosen={entry.id === chosenModelId} />
          </div>
        ))}
        {entries.length === 0 && <p className="px-4 py-2 type-empty text-ink2">{t(search ? 'noMatch' : 'noModels')}</p>}
      </div>
      <button
        type="button"
        onClick={openGgufFile}
        className="flex h-10 shrink-0 items-center gap-2 border-t border-rule px-4 text-ink2 -outline-offset-2! hover:bg-sel hover:text-ink"
      >
        <FolderOpen size={16} strokeWidth={1.5} aria-hidden />
        {t('openFile')}
        <Kbd keys={openFileKeys} className="ml-auto text-ink3" />
      </button>
    </div>
  )
}
