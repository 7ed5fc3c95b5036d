import { FolderOpen, Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { VList, type VListHandle } from 'virtua'
import { openGgufFile } from '../../../stores/interface.ts'
import { Kbd } from '../../../ui/kbd.tsx'
import { SmallCaps } from '../../../ui/small-caps.tsx'
import { PickerRowView } from './picker-row.tsx'
import type { PickerChoice, PickerRow } from './picker-rows.ts'

type PickerListProps = {
  rows: readonly PickerRow[]
  choices: readonly PickerChoice[]
  activeKey: string | null
  loadedId: string | null
  chosenId: string | null
  search: string
  keys: string
  openFileKeys: string
  onSearch: (search: string) => void
  onActive: (row: PickerChoice) => void
  /** So many lines down, or up where it is negative. */
  onMove: (by: number) => void
  /** The next quantization of the same model, or the one before. */
  onMoveVariant: (by: 1 | -1) => void
  /** Enter in the list. */
  onEnter: () => void
}

const rowHeightPx = 46
const pageRows = 8
/** The lines that are drawn until the list is scrolled: more than it has room for. */
const firstRows = 16
const optionId = (index: number) => `picker-option-${index}`

const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: pageRows, PageUp: -pageRows }

const NoModels = ({ search }: { search: string }) => {
  const { t } = useTranslation('picker')
  return <p className="px-4 pt-1 pb-2 type-empty text-ink2">{t(search ? 'noMatch' : 'noModels')}</p>
}

/** The left half of the picker: a search field that the arrow keys walk the list from. Only the lines in sight are drawn. */
export const PickerList = (props: PickerListProps) => {
  const { rows, choices, activeKey, loadedId, chosenId, search, keys, openFileKeys } = props
  const { onSearch, onActive, onMove, onMoveVariant, onEnter } = props
  const { t } = useTranslation('picker')
  const list = useRef<VListHandle>(null)
  const activeIndex = rows.findIndex((row) => row.key === activeKey)

  useEffect(() => {
    if (activeIndex === -1) return
    // The first line is shown with the heading above it.
    list.current?.scrollToIndex(activeIndex === 1 ? 0 : activeIndex, { align: 'nearest' })
  }, [activeIndex])

  const onKeyDown = (event: KeyboardEvent) => {
    const by = steps[event.key]
    if (by !== undefined) {
      event.preventDefault()
      if (event.altKey) onMoveVariant(by > 0 ? 1 : -1)
      else onMove(by)
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      onEnter()
    }
  }

  let position = 0
  const positions = rows.map((row) => (row.kind === 'heading' ? 0 : ++position))
  return (
    <div className="flex min-h-0 flex-col border-r border-rule bg-chrome max-narrow:max-h-60 max-narrow:border-r-0 max-narrow:border-b">
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
            aria-activedescendant={activeIndex === -1 ? undefined : optionId(activeIndex)}
            placeholder={t('search')}
            value={search}
            onChange={(event) => onSearch(event.target.value)}
            onKeyDown={onKeyDown}
            className="min-w-0 flex-1 bg-transparent outline-none"
          />
          <Kbd keys={keys} />
        </div>
        <p role="status" className="sr-only">
          {search && t('results', { count: rows.filter((row) => row.kind === 'ladder').length })}
        </p>
      </div>
      <VList
        ref={list}
        id="picker-list"
        role="listbox"
        aria-label={t('heading.installed')}
        tabIndex={-1}
        data={rows}
        itemSize={rowHeightPx}
        ssrCount={firstRows}
        keepMounted={activeIndex === -1 ? [] : [activeIndex]}
        className="min-h-0 flex-1 pb-2 outline-none"
      >
        {(row, index) =>
          row.kind === 'heading' ? (
            <div key={row.key} role="presentation" className="px-4 pt-2 pb-1">
              <SmallCaps>{t(`heading.${row.of}`)}</SmallCaps>
            </div>
          ) : (
            <PickerRowView
              key={row.key}
              row={row}
              id={optionId(index)}
              isActive={index === activeIndex}
              position={positions[index] ?? 1}
              total={choices.length}
              loadedId={loadedId}
              chosenId={chosenId}
              onActive={onActive}
              onEnter={onEnter}
            />
          )
        }
      </VList>
      {rows.every((row) => row.kind !== 'ladder') && <NoModels search={search} />}
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
