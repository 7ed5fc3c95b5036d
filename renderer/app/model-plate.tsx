import { ChevronDown, TriangleAlert } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { LoadedModel } from '#contract/engine.ts'
import { ModelPicker } from '../features/library/picker/model-picker.tsx'
import { formatFileSize, formatPercent } from '../i18n/format.ts'
import { setModelPickerOpen, useInterface } from '../stores/interface.ts'
import { useEngineState, useIsLabAtWork, useModelsState } from '../stores/stores.tsx'
import { classNames } from '../ui/class-names.ts'
import { FitBadge } from '../ui/fit-badge.tsx'
import { Popover } from '../ui/popover.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { StatusDot } from '../ui/status-dot.tsx'
import { ContextGauge } from './context-gauge.tsx'
import { type PlateEngine, type PlateState, plateState } from './plate-state.ts'
import { shortcutKeys } from './shortcuts.ts'

const Cell = ({ children, className }: { children: ReactNode; className?: string }) => (
  <span
    className={classNames(
      'flex h-full items-center gap-1.5 border-l border-rule px-2.5 whitespace-nowrap first:border-l-0 first:pl-3',
      className,
    )}
  >
    {children}
  </span>
)

const figure = 'type-figure text-ink2'
const onlyWide = 'max-medium:hidden'

const BackendWords = ({ loaded }: { loaded: LoadedModel }) => {
  const { t } = useTranslation('app')
  const backend = t(`backend.${loaded.backend}`)
  return loaded.backend === 'cpu'
    ? t('plate.onCpu', { backend, count: loaded.threads })
    : t('plate.onGpu', { backend, used: loaded.gpuLayers, total: loaded.totalLayers })
}

const EngineCell = ({ engine }: { engine: PlateEngine }) => {
  const { t } = useTranslation('app')
  if (useIsLabAtWork()) return <Cell className="text-goldink">{t('plate.inLab')}</Cell>
  switch (engine.kind) {
    case 'loaded':
      return (
        <>
          <Cell className={classNames(figure, 'max-wide:hidden')}>
            <BackendWords loaded={engine.loaded} />
          </Cell>
          <ContextGauge />
        </>
      )
    case 'loading':
      return (
        <Cell className="text-goldink">
          {t('plate.loading')}
          <ProgressBar value={engine.progress} label={t('plate.loading')} className="w-16" />
          {engine.progress !== null && (
            <span className={classNames('type-figure', onlyWide)}>{formatPercent(engine.progress)}</span>
          )}
        </Cell>
      )
    case 'not-loaded':
      return <Cell className={classNames('text-ink3', onlyWide)}>{t('plate.notLoaded')}</Cell>
    default:
      return (
        <Cell className="text-clay">
          <StatusDot state="bad" />
          {t(`plate.${engine.kind}`)}
        </Cell>
      )
  }
}

/** How many other models are in memory; the strip says which. */
const OthersCell = () => {
  const { t } = useTranslation('app')
  const count = useEngineState((engine) => engine.alsoInMemory.length) ?? 0
  if (count === 0) return null
  return (
    <Cell className="text-ink2 max-medium:hidden">
      <span aria-hidden className="type-figure">
        +{count}
      </span>
      <span className="sr-only">{t('plate.others', { count })}</span>
    </Cell>
  )
}

const StarterCells = ({ state }: { state: Extract<PlateState, { kind: 'starter' }> }) => {
  const { t } = useTranslation('app')
  const { starter } = state
  if (starter.phase === 'failed') return <Cell className="font-semibold">{t('plate.none')}</Cell>
  const progress =
    starter.phase === 'fetching' && starter.totalBytes ? starter.receivedBytes / starter.totalBytes : null
  return (
    <>
      <Cell className="font-semibold">{t('plate.starter')}</Cell>
      <Cell className="text-goldink">
        {t(`plate.starterPhase.${starter.phase}`)}
        <ProgressBar value={progress} label={t(`plate.starterPhase.${starter.phase}`)} className="w-16" />
        {progress !== null && <span className={classNames('type-figure', onlyWide)}>{formatPercent(progress)}</span>}
      </Cell>
    </>
  )
}

const PlateCells = ({ state }: { state: PlateState }) => {
  const { t } = useTranslation('app')
  switch (state.kind) {
    case 'unknown':
      return <Cell className="text-ink3">{t('plate.unknown')}</Cell>
    case 'none':
      return <Cell className="font-semibold">{t('plate.none')}</Cell>
    case 'starter':
      return <StarterCells state={state} />
    case 'model':
      return (
        <>
          <Cell className="min-w-0 font-semibold">
            <span className="max-w-60 truncate">{state.model.name}</span>
          </Cell>
          <Cell className={classNames(figure, 'max-narrow:hidden')}>{state.model.quantization}</Cell>
          <Cell className={classNames(figure, 'max-wide:hidden')}>{formatFileSize(state.model.sizeBytes)}</Cell>
          <Cell className={state.engine.kind === 'loaded' ? 'max-narrow:hidden' : 'max-wide:hidden'}>
            {state.model.isReachable ? (
              <FitBadge verdict={state.model.fit.verdict} />
            ) : (
              <span className="flex items-center gap-1.5 type-secondary text-clay">
                <StatusDot state="bad" />
                {t('plate.missing')}
              </span>
            )}
          </Cell>
          {state.engine.kind === 'loaded' && state.engine.loaded.profileName !== null && (
            <Cell className="text-ink2 max-wide:hidden">
              <span className="sr-only">{t('plate.profile')}</span>
              <span className="max-w-32 truncate">{state.engine.loaded.profileName}</span>
            </Cell>
          )}
          <EngineCell engine={state.engine} />
          <OthersCell />
        </>
      )
  }
}

/** Says, for as long as it is so, that another backend is in use than the one asked for, and why. */
const FallbackBadge = ({ loaded }: { loaded: LoadedModel }) => {
  const { t } = useTranslation('app')
  if (!loaded.fallback) return null
  const words = { used: t(`backend.${loaded.fallback.used}`), requested: t(`backend.${loaded.fallback.requested}`) }
  return (
    <Popover
      label={t('plate.fallback', words)}
      trigger={
        <button
          type="button"
          className="flex h-full items-center gap-1.5 border-l border-rule px-2.5 type-secondary whitespace-nowrap text-clay hover:bg-sel"
        >
          <TriangleAlert size={14} strokeWidth={1.5} aria-hidden />
          <span className="max-wide:sr-only">{t('plate.fallback', words)}</span>
        </button>
      }
    >
      <h2 className="font-semibold">{t('plate.fallback', words)}</h2>
      <p className="mt-1 text-ink2">{t('plate.fallbackReason', words)}</p>
      <pre className="mt-2 max-h-40 overflow-auto rounded-chip bg-sunk px-3 py-2 type-statistic whitespace-pre-wrap text-ink2">
        {loaded.fallback.reason}
      </pre>
      <p className="mt-2 text-ink2">{t('plate.fallbackNext')}</p>
    </Popover>
  )
}

/** The model in use, in cells divided by hairlines. It opens the model picker. */
export const ModelPlate = () => {
  const { t } = useTranslation('app')
  const plate = useRef<HTMLDivElement>(null)
  const isOpen = useInterface((state) => state.isPickerOpen)
  const models = useModelsState((state) => ({
    chosen: state.models.find((model) => model.id === state.chosenModelId) ?? null,
    starter: state.starter,
  }))
  const engine = useEngineState(({ phase, modelId, loadProgress, loaded, problem }) => ({
    phase,
    modelId,
    loadProgress,
    loaded,
    problem,
  }))
  const state = plateState(models, engine)
  const loaded = state.kind === 'model' && state.engine.kind === 'loaded' ? state.engine.loaded : null

  return (
    <div
      ref={plate}
      className={classNames(
        'no-drag ml-auto flex h-8 min-w-0 items-center overflow-hidden rounded-control border border-edge bg-paper has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-goldmark',
        isOpen && 'bg-raise',
      )}
    >
      <ModelPicker
        anchor={plate}
        open={isOpen}
        onOpenChange={setModelPickerOpen}
        keys={shortcutKeys('models')}
        openFileKeys={shortcutKeys('open-file')}
        trigger={
          <button type="button" className="order-2 flex h-full min-w-0 items-center outline-none hover:bg-sel">
            <span className="sr-only">{t('plate.label')}</span>
            <PlateCells state={state} />
            <span className="flex h-full items-center border-l border-rule px-2 text-ink2">
              <ChevronDown size={16} strokeWidth={1.5} aria-hidden />
            </span>
          </button>
        }
      />
      {loaded?.fallback && (
        <span className="order-3 h-full">
          <FallbackBadge loaded={loaded} />
        </span>
      )}
    </div>
  )
}
