import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Model } from '#contract/models.ts'
import { useClient } from '../../../data/client-context.tsx'
import { problemOf, type ShownProblem } from '../../../data/problem.ts'
import { formatFileSize } from '../../../i18n/format.ts'
import { openQuantize } from '../../../stores/interface.ts'
import { useModelsState } from '../../../stores/stores.tsx'
import { Button } from '../../../ui/button.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Page } from '../../../ui/page.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { blindTestPath } from '../lab-place.ts'
import { modelLadders } from '../setup/model-ladders.ts'
import { EarlierTests } from './earlier-tests.tsx'

const leastModels = 2

const optionOf = ({ id, name, quantization, fileName, sizeBytes }: Model) => ({
  value: id,
  label: `${name} ${quantization}`,
  hint: `${formatFileSize(sizeBytes)} · ${fileName}`,
})

/** At first the two of one model that lie farthest apart, where there is such a model. */
function firstPair(models: readonly Model[]): [string | null, string | null] {
  const ladder = modelLadders(models).find((each) => each.models.length > 1)
  return [ladder?.models[0]?.id ?? null, ladder?.models.at(-1)?.id ?? null]
}

const Choice = ({ models }: { models: readonly Model[] }) => {
  const { t } = useTranslation('blindTest')
  const client = useClient()
  const [, navigate] = useLocation()
  const [[one, other], setPair] = useState(() => firstPair(models))
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const options = useMemo(() => models.map(optionOf), [models])
  const start = async () => {
    if (one === null || other === null) return
    setProblem(null)
    try {
      const test = await client.blindTest.start({ modelIds: [one, other] })
      navigate(blindTestPath(test.id))
    } catch (error) {
      setProblem(problemOf(error))
    }
  }
  return (
    <section aria-label={t('start.choose')} className="mb-8 max-w-2xl">
      <div className="grid grid-cols-2 gap-3 max-narrow:grid-cols-1">
        <Combobox
          label={t('start.one')}
          width="w-full"
          value={one}
          placeholder={t('start.placeholder')}
          onChange={(id) => setPair([id, other])}
          options={options}
        />
        <Combobox
          label={t('start.other')}
          width="w-full"
          value={other}
          placeholder={t('start.placeholder')}
          onChange={(id) => setPair([one, id])}
          options={options}
        />
      </div>
      {one !== null && one === other && <p className="mt-2 text-ink2">{t('start.same')}</p>}
      {problem && <ProblemNotice problem={problem} className="mt-3" />}
      <Button
        variant="primary"
        className="mt-3"
        disabled={one === null || other === null || one === other}
        onClick={() => void start()}
      >
        {t('start.start')}
      </Button>
      <p className="mt-2 max-w-prose type-secondary text-ink2">{t('start.note')}</p>
    </section>
  )
}

/** Where a blind test begins: which two, and what earlier ones said. */
export const BlindStart = () => {
  const { t } = useTranslation('blindTest')
  const models = useModelsState((state) => state.models)
  const usable = useMemo(() => models?.filter(({ problem, isReachable }) => problem === null && isReachable), [models])
  return (
    <Page title={t('title')} sub={t('sub')}>
      {usable && usable.length < leastModels && (
        <div className="-ml-4">
          <EmptyState action={<Button onClick={() => openQuantize(null)}>{t('start.make')}</Button>}>
            {t('start.tooFew')}
          </EmptyState>
        </div>
      )}
      {usable && usable.length >= leastModels && <Choice models={usable} />}
      <EarlierTests />
    </Page>
  )
}
