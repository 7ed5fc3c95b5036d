import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useDownloadsState, useEngineState, useModelsState } from '../../../stores/stores.tsx'
import { libraryPath, modelPath } from '../library-place.ts'
import { useModelLoad } from '../load/use-model-load.ts'
import { StarterStatus } from '../starter-status.tsx'
import { DownloadDetail } from './download-detail.tsx'
import { groupLadders, representative } from './ladders.ts'
import { PickerDetail, type ShownLoad } from './picker-detail.tsx'
import { PickerList } from './picker-list.tsx'
import { choicesOf, moveActive, type PickerChoice, pickerRows } from './picker-rows.ts'
import { useRested } from './use-rested.ts'

type PickerPanelProps = { onClose: () => void; keys: string; openFileKeys: string }

/** Where one is in the list: a line, and in a ladder a quantization; null means the one that the ladder stands for. */
type Place = { key: string; modelId: string | null }

const none: never[] = []
/** A hand that walks the list presses the next key sooner than that. */
const restMs = 60

/** Both halves of the picker. The list answers at once; the right half follows where one stays. */
export const PickerPanel = ({ onClose, keys, openFileKeys }: PickerPanelProps) => {
  const { t } = useTranslation('library')
  const [, navigate] = useLocation()
  const models = useModelsState((state) => state)
  const downloads = useDownloadsState((state) => state.downloads) ?? none
  const loadedId = useEngineState((state) => state.loaded?.modelId ?? null) ?? null
  const [search, setSearch] = useState('')
  const [place, setPlace] = useState<Place | null>(null)
  const load = useModelLoad(onClose)
  const shown = useRef<ShownLoad | null>(null)
  const ladders = useMemo(() => groupLadders(models?.models ?? none), [models?.models])
  const starter = models?.starter
  const rows = useMemo(
    () => (starter ? pickerRows({ ladders, starter, downloads }, search) : none),
    [ladders, starter, downloads, search],
  )
  const choices = useMemo(() => choicesOf(rows), [rows])
  const chosenId = models?.chosenModelId ?? null
  const ids = { loadedId, chosenId }

  const holdsChosen = (row: PickerChoice) =>
    row.kind === 'ladder' && row.variants.some(({ model }) => model.id === chosenId)
  const active = choices.find(({ key }) => key === place?.key) ?? choices.find(holdsChosen) ?? choices[0] ?? null
  const modelOf = (row: PickerChoice | null) => {
    if (row?.kind !== 'ladder') return null
    const own = row.key === place?.key ? row.ladder.variants.find(({ model }) => model.id === place.modelId) : undefined
    return own?.model ?? representative(row.variants, ids)
  }
  const activeModel = modelOf(active)
  // Another line is shown at the right only where one stays: that half takes many times what the list takes.
  const stop = useMemo(() => ({ row: active, model: activeModel }), [active, activeModel])
  const rested = useRested(stop, restMs)
  const { row: detail, model: detailModel } = useDeferredValue(rested.row?.key === active?.key ? stop : rested)

  const goTo = useCallback((row: PickerChoice | null) => {
    if (row) setPlace({ key: row.key, modelId: null })
  }, [])
  const toLibrary = (path: string) => {
    onClose()
    navigate(path)
  }
  const moveVariant = (by: 1 | -1) => {
    if (active?.kind !== 'ladder' || !activeModel) return
    const { variants } = active.ladder
    const next = variants[variants.findIndex(({ model }) => model.id === activeModel.id) + by]
    if (next) setPlace({ key: active.key, modelId: next.model.id })
  }
  const enter = () => {
    if (active?.kind === 'find-more') return toLibrary(libraryPath('hub'))
    if (active?.kind === 'download') return toLibrary(libraryPath('downloads'))
    if (!activeModel?.isReachable) return
    // The right half may be a line behind the list.
    if (shown.current?.modelId === activeModel.id) shown.current.load()
    else void load.load({ modelId: activeModel.id })
  }

  const latestEnter = useRef(enter)
  latestEnter.current = enter
  // The same function each time, so that a line that has not changed is not drawn again.
  const onEnter = useCallback(() => latestEnter.current(), [])

  if (!models) return null
  return (
    <div className="grid h-full grid-cols-[272px_minmax(0,1fr)] grid-rows-[minmax(0,1fr)] max-narrow:grid-cols-1 max-narrow:grid-rows-[auto_minmax(0,1fr)]">
      <PickerList
        rows={rows}
        choices={choices}
        activeKey={active?.key ?? null}
        loadedId={loadedId}
        chosenId={chosenId}
        search={search}
        keys={keys}
        openFileKeys={openFileKeys}
        onSearch={setSearch}
        onActive={goTo}
        onMove={(by) => goTo(moveActive(choices, active?.key ?? null, by))}
        onMoveVariant={moveVariant}
        onEnter={onEnter}
      />
      {detail?.kind === 'ladder' && detailModel && (
        <PickerDetail
          ladder={detail.ladder}
          model={detailModel}
          loadedId={loadedId}
          load={load}
          shown={shown}
          onDetails={() => toLibrary(modelPath(detailModel.id))}
          onActive={(modelId) => setPlace({ key: detail.key, modelId })}
        />
      )}
      {detail?.kind === 'starter' && (
        <div className="overflow-y-auto px-6 py-4">
          <h2 className="type-section">{t('starter.name')}</h2>
          <p className="mb-3 type-empty text-ink2">{t('starter.honest')}</p>
          <StarterStatus starter={detail.starter} />
        </div>
      )}
      {detail?.kind === 'download' && (
        <DownloadDetail download={detail.download} onOpen={() => toLibrary(libraryPath('downloads'))} />
      )}
    </div>
  )
}
