import { Popover as BasePopover } from '@base-ui/react/popover'
import { type ReactElement, type RefObject, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useModelsState } from '../../../stores/stores.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ModelDetails } from '../model-details.tsx'
import { pickerEntries } from './picker-entries.ts'
import { PickerList } from './picker-list.tsx'
import { StarterStatus } from '../starter-status.tsx'

type PickerPanelProps = { onClose: () => void; keys: string; openFileKeys: string }

const PickerPanel = ({ onClose, keys, openFileKeys }: PickerPanelProps) => {
  const { t } = useTranslation('library')
  const state = useModelsState((models) => models)
  const [search, setSearch] = useState('')
  const [wantedId, setWantedId] = useState<string | null>(null)
  const loadRef = useRef<(() => void) | null>(null)
  if (!state) return null

  const entries = pickerEntries(state, search)
  const active = entries.find((entry) => entry.id === (wantedId ?? state.chosenModelId)) ?? entries[0] ?? null
  return (
    <div className="grid min-h-0 grid-cols-[272px_minmax(0,1fr)] max-medium:grid-cols-1">
      <PickerList
        entries={entries}
        activeId={active?.id ?? null}
        chosenModelId={state.chosenModelId}
        search={search}
        keys={keys}
        openFileKeys={openFileKeys}
        onSearch={setSearch}
        onActive={setWantedId}
        onEnter={() => loadRef.current?.()}
      />
      <div className="max-h-[calc(100vh-132px)] min-h-110 overflow-y-auto px-6 py-4 max-medium:min-h-0 max-narrow:px-4">
        {active && 'model' in active && (
          <ModelDetails key={active.id} model={active.model} loadRef={loadRef} onLoaded={onClose} />
        )}
        {active && 'starter' in active && (
          <>
            <h2 className="type-section">{t('starter.name')}</h2>
            <p className="mb-3 type-empty text-ink2">{t('starter.honest')}</p>
            <StarterStatus starter={active.starter} />
          </>
        )}
        {!active && <EmptyState>{t(search ? 'noMatch' : 'noModels')}</EmptyState>}
      </div>
    </div>
  )
}

type ModelPickerProps = {
  trigger: ReactElement
  anchor: RefObject<HTMLElement | null>
  open: boolean
  onOpenChange: (open: boolean) => void
  keys: string
  openFileKeys: string
}

/** Chooses, loads and removes models. Hangs from the model plate. */
export const ModelPicker = ({ trigger, anchor, open, onOpenChange, keys, openFileKeys }: ModelPickerProps) => {
  const { t } = useTranslation('library')
  return (
    <BasePopover.Root open={open} onOpenChange={onOpenChange} modal="trap-focus">
      <BasePopover.Trigger render={trigger} />
      <BasePopover.Portal>
        <BasePopover.Positioner anchor={anchor} align="end" sideOffset={4} collisionPadding={8} className="z-40">
          <BasePopover.Popup
            aria-label={t('pickerLabel')}
            className="popover-motion w-[816px] max-w-[calc(100vw-16px)] overflow-hidden rounded-popover border border-rule2 bg-raise shadow-popover outline-none"
          >
            <PickerPanel onClose={() => onOpenChange(false)} keys={keys} openFileKeys={openFileKeys} />
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  )
}
