import { useTranslation } from 'react-i18next'
import type { FitEstimate, Model } from '#contract/models.ts'
import { useEngineState } from '../../../stores/stores.tsx'
import { Button } from '../../../ui/button.tsx'
import { Kbd } from '../../../ui/kbd.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { BackendSelect } from './backend-select.tsx'
import { pickerKvTypes, withKvType } from './load-options.ts'
import type { LoadForm } from './use-load-form.ts'
import type { ModelLoad } from './use-model-load.ts'

type LoadFooterProps = {
  model: Model
  form: LoadForm
  estimate: FitEstimate | undefined
  load: ModelLoad
  /** True where Enter loads, so that the button says so. */
  hasEnter?: boolean
}

const LoadProgress = () => {
  const { t } = useTranslation('picker')
  const progress = useEngineState((state) => state.loadProgress)
  return (
    <span className="flex items-center gap-2 text-goldink">
      {t('loading')}
      <ProgressBar value={progress ?? null} label={t('loading')} className="w-20" />
    </span>
  )
}

/** The options that most loads are judged by, and the load itself: its progress, and what went wrong. */
export const LoadFooter = (props: LoadFooterProps) => {
  const { model, form, estimate, load, hasEnter = false } = props
  const { t } = useTranslation('picker')
  const engineProblem = useEngineState((state) => (state.modelId === model.id ? state.problem : null))
  const { options, setOptions, isLoaded } = form
  const isLoading = load.loadingId === model.id
  const problem = isLoading ? null : (load.problemOf(model.id) ?? engineProblem ?? model.problem)
  const verdict = estimate?.verdict ?? model.fit.verdict
  const word = isLoaded ? 'reload' : verdict === 'wont-fit' ? 'loadAnyway' : 'load'
  return (
    <div className="border-t border-rule pt-3">
      {!model.isReachable && <p className="mb-3 text-clay">{t('unreachable')}</p>}
      {form.hasUnsavedAnswers && <p className="mb-3 type-secondary text-goldink">{t('profile.answersUnsaved')}</p>}
      {problem && <ProblemNotice problem={problem} className="mb-3" />}
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2 type-secondary text-ink2">
        <span className="flex items-center gap-2">
          {t('options.cache')}
          <Segmented
            label={t('options.cache')}
            isMono
            value={options.kvTypeK}
            onChange={(type) => setOptions(withKvType(options, type))}
            options={pickerKvTypes.map((type) => ({ value: type, label: type }))}
          />
        </span>
        <span className="flex items-center gap-2">
          {t('options.backend')}
          <BackendSelect hardware={form.hardware} options={options} onChange={setOptions} />
        </span>
        <span className="ml-auto">
          {isLoading ? (
            <LoadProgress />
          ) : (
            <Button variant="primary" onClick={() => void load.load(form.request())} disabled={!model.isReachable}>
              {t(word)}
              {hasEnter && <Kbd keys="↵" className="opacity-75" />}
            </Button>
          )}
        </span>
      </div>
    </div>
  )
}
