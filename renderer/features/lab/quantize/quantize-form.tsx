import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QuantizationType } from '#contract/lab/quantize.ts'
import { useClient } from '../../../data/client-context.tsx'
import { problemOf, type ShownProblem } from '../../../data/problem.ts'
import { useIsLabAtWork, useModelsState, useQuantizeJobs } from '../../../stores/stores.tsx'
import { Button } from '../../../ui/button.tsx'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { Field, TextInput } from '../../../ui/field.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { DiskLine, hasRoom } from './disk-line.tsx'
import { JobList } from './job-list.tsx'
import { type QuantizeWish, useQuantizeWish } from './quantize-wish.ts'
import { RequantizeWarning } from './requantize-warning.tsx'
import { SourceField } from './source-field.tsx'
import { TypeChoice } from './type-choice.tsx'
import { isQuantized } from './type-groups.ts'
import { useQuantizeForecast } from './use-quantize-forecast.ts'

/** Begins to make what is wished for, and tells what is in the way. */
function useStart(wish: QuantizeWish, types: readonly QuantizationType[], onStarted: () => void) {
  const { modelId, allowRequantize, viaF16, matrixPath } = wish
  const client = useClient()
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const [isBusy, setBusy] = useState(false)
  const start = async () => {
    if (modelId === null) return
    setBusy(true)
    setProblem(null)
    try {
      const importanceMatrixPath = matrixPath.trim() || null
      await client.quantize.start({
        modelId,
        types: [...types],
        allowRequantize,
        viaF16,
        importanceMatrixPath,
        threads: null,
      })
      onStarted()
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }
  return { start, problem, isBusy, forget: () => setProblem(null) }
}

/** What is to be made of which model, above it what is made and was. */
export const QuantizeForm = ({ modelId, onLeave }: { modelId: string | null; onLeave: () => void }) => {
  const { t } = useTranslation('lab')
  const { wish, change, toggle } = useQuantizeWish(modelId)
  const source = useModelsState((state) => state.models.find(({ id }) => id === wish.modelId))
  const jobs = useQuantizeJobs((all) => all.filter(({ sourceModelId }) => sourceModelId === wish.modelId)) ?? []
  const isMeasuring = useIsLabAtWork()
  const { all, types, wanted, error } = useQuantizeForecast(wish)
  const { start, problem, isBusy, forget } = useStart(wish, types, () => change({ types: [] }))
  const needsTick = source !== undefined && (all?.isSourceQuantized ?? isQuantized(source.quantization))
  const count = types.length
  const isAllowed = !needsTick || wish.allowRequantize
  const canStart = wanted !== null && hasRoom(wanted) && isAllowed && !isBusy && !isMeasuring
  const edit = (part: Partial<QuantizeWish>) => {
    // What was said was said of another wish.
    forget()
    change(part)
  }
  const shown = problem ?? (error ? problemOf(error) : null)
  const fields = (
    <div className="flex flex-col gap-4">
      <SourceField modelId={wish.modelId} onChange={(id) => edit({ modelId: id })} />
      {needsTick && <RequantizeWarning quantization={source.quantization} wish={wish} onChange={edit} />}
      {source && (
        <>
          <TypeChoice
            types={types}
            forecast={all}
            hasMatrix={wish.matrixPath.trim() !== ''}
            onToggle={(type, isWanted) => {
              forget()
              toggle(type, isWanted)
            }}
            onTypes={(next) => edit({ types: next })}
          />
          <Field label={t('quantize.matrix')} description={t('quantize.matrixNote')}>
            <TextInput
              value={wish.matrixPath}
              maxLength={4096}
              placeholder={t('quantize.noMatrix')}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => edit({ matrixPath: event.currentTarget.value })}
            />
          </Field>
        </>
      )}
      {shown && <ProblemNotice problem={shown} />}
      {isMeasuring && <p className="text-ink2">{t('quantize.measuring')}</p>}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <span aria-live="polite">{wanted && <DiskLine forecast={wanted} />}</span>
        <Button type="submit" variant="primary" disabled={!canStart} focusableWhenDisabled>
          {t(isBusy ? 'quantize.starting' : 'quantize.start', { count })}
        </Button>
      </div>
    </div>
  )
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (canStart) void start()
      }}
    >
      <JobList jobs={jobs} onLeave={onLeave} />
      {jobs.length > 0 ? <Disclosure title={t('quantize.more')}>{fields}</Disclosure> : fields}
    </form>
  )
}
