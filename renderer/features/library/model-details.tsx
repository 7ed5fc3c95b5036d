import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { defaultLoadOptions, type LoadOptions } from '#contract/engine.ts'
import type { Model } from '#contract/models.ts'
import { problemOf, type ShownProblem } from '../../data/problem.ts'
import { useEngineState, useSettings, useStores } from '../../stores/stores.tsx'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { initialOptions } from './load/load-options.ts'
import { LoadOptionsForm } from './load/load-options-form.tsx'
import { ModelFacts } from './model-facts.tsx'
import { useModelActions } from './use-model-actions.ts'

type ModelDetailsProps = {
  model: Model
  /** Called when a load that was begun here has succeeded. */
  onLoaded: () => void
  /** Lets the list begin a load by Enter. */
  loadRef?: { current: (() => void) | null }
}

const LoadProgress = () => {
  const { t } = useTranslation('library')
  const progress = useEngineState((state) => state.loadProgress)
  return (
    <span className="flex items-center gap-3 text-goldink">
      {t('loading')}
      <ProgressBar value={progress ?? null} label={t('loading')} className="w-40" />
    </span>
  )
}

/** A model with its facts, the options of its load and what can be done with it. Give it the model's id as `key`. */
export const ModelDetails = ({ model, onLoaded, loadRef }: ModelDetailsProps) => {
  const { t } = useTranslation('library')
  const stores = useStores()
  const defaults = useSettings((settings) => settings.load) ?? defaultLoadOptions
  const [changed, setChanged] = useState<LoadOptions | null>(null)
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const [isLoading, setLoading] = useState(false)
  const isLoaded = useEngineState((state) => state.loaded?.modelId === model.id) ?? false
  const engineProblem = useEngineState((state) => (state.modelId === model.id ? state.problem : null))
  const actions = useModelActions()
  const options = changed ?? initialOptions(model.id, defaults, stores.engine.getState())

  const load = async () => {
    setProblem(null)
    setLoading(true)
    try {
      await actions.load(model.id, options)
      onLoaded()
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setLoading(false)
    }
  }
  if (loadRef) loadRef.current = () => void load()

  const shownProblem = isLoading ? null : (problem ?? engineProblem)
  const loadWords = isLoaded ? 'reload' : model.fit.verdict === 'wont-fit' ? 'loadAnyway' : 'load'
  return (
    <div>
      <h2 className="type-section">{model.name}</h2>
      {model.isStarter && <p className="mb-2 type-empty text-ink2">{t('starter.honest')}</p>}
      {!model.hasChatTemplate && <p className="mb-2 text-ink2">{t('noChatTemplate')}</p>}
      {!model.isReachable && <p className="mb-2 text-clay">{t('unreachable')}</p>}
      <ModelFacts model={model} />
      <LoadOptionsForm model={model} options={options} onChange={setChanged} />
      {shownProblem && <ProblemNotice problem={shownProblem} className="mt-3" />}
      <div className="mt-3 flex min-h-8 items-center gap-3 border-t border-rule pt-3">
        <Button variant="text" onClick={() => void actions.remove(model)}>
          <Trash2 size={14} strokeWidth={1.5} aria-hidden />
          {t('remove')}
        </Button>
        <span className="ml-auto flex items-center gap-3">
          {isLoaded && !isLoading && (
            <Button variant="text" onClick={() => void actions.unload()}>
              {t('unload')}
            </Button>
          )}
          {isLoading ? (
            <LoadProgress />
          ) : (
            <Button variant="primary" onClick={() => void load()} disabled={!model.isReachable}>
              {t(loadWords)}
              {loadRef && <Kbd keys="↵" className="opacity-75" />}
            </Button>
          )}
        </span>
      </div>
    </div>
  )
}
