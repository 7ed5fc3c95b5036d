import { useTranslation } from 'react-i18next'
import type { LabRun } from '#contract/lab/run.ts'
import type { LabVerdict } from '#contract/lab/verdict.ts'
import { useClient } from '../../../../data/client-context.tsx'
import { formatFileSize } from '../../../../i18n/format.ts'
import { useModelsState } from '../../../../stores/stores.tsx'
import { Button } from '../../../../ui/button.tsx'
import { reportProblem } from '../../../../ui/report-problem.ts'
import { SmallCaps } from '../../../../ui/small-caps.tsx'
import { figureOf } from '../axis-figure.ts'
import type { AxisWords } from '../use-axis-words.ts'
import { type ReasonContext, reasonSentence } from './reason-words.ts'
import { RemoveOthers } from './remove-others.tsx'
import { WhyNot } from './why-not.tsx'

type RecommendationProps = { run: LabRun; verdict: LabVerdict; words: AxisWords }

/** The model goes to the chat, where it is still there. */
const UseButton = ({ modelId, label }: { modelId: string | null; label: string }) => {
  const { t } = useTranslation('labVerdict')
  const client = useClient()
  const isThere = useModelsState(({ models }) => models.some(({ id, isReachable }) => id === modelId && isReachable))
  const isChosen = useModelsState(({ chosenModelId }) => chosenModelId === modelId)
  if (modelId === null || isThere !== true) return null
  if (isChosen === true) return <span className="type-secondary text-leaf">{t('recommendation.inUse', { label })}</span>
  return (
    <Button
      variant="primary"
      size="compact"
      onClick={() => void client.models.choose({ modelId }).catch(reportProblem)}
    >
      {t('recommendation.use', { label })}
    </Button>
  )
}

/** The variant for this reader, why it is it, and what to do with it. */
export const Recommendation = ({ run, verdict, words }: RecommendationProps) => {
  const { t } = useTranslation('labVerdict')
  const { recommended, reasons, standings } = verdict
  const variant = recommended === null ? undefined : run.variants[recommended]
  if (recommended === null || variant === undefined) {
    return <p className="px-4 py-3 type-empty text-ink2">{t('recommendation.nothing')}</p>
  }
  const labelOf = (index: number | null) => (index === null ? '' : (run.variants[index]?.label ?? ''))
  const context: ReasonContext = {
    labelOf,
    noun: words.noun,
    alsoMeets: standings.flatMap((standing) =>
      standing.variant !== recommended && standing.breaks.length === 0 ? [labelOf(standing.variant)] : [],
    ),
    isReference: figureOf(verdict, recommended, 'kl-divergence')?.value === 0,
  }
  const facts = reasons.filter(({ kind }) => kind !== 'choose-other-if')
  const alternatives = reasons.filter(({ kind }) => kind === 'choose-other-if')
  const isOfThisMachine = !run.isImported
  return (
    <section aria-labelledby="lab-recommendation" aria-live="polite" className="px-4 py-3">
      <SmallCaps as="h2" id="lab-recommendation">
        {t(
          run.variants.length === 1
            ? 'recommendation.only'
            : isOfThisMachine
              ? 'recommendation.title'
              : 'recommendation.titleElsewhere',
        )}
      </SmallCaps>
      <p className="mt-0.5 font-serif text-[1.75rem] leading-8 tracking-tight">
        {variant.label} <span className="type-figure text-ink2">{formatFileSize(variant.model.sizeBytes)}</span>
      </p>
      <ul className="mt-2 flex flex-col gap-1">
        {facts.map((reason) => {
          const { text, interval } = reasonSentence(reason, t, context)
          return (
            <li key={`${reason.kind}-${reason.axis}`} className="flex gap-2">
              <span aria-hidden className="mt-[7px] size-1.5 shrink-0 rounded-full bg-leaf" />
              <span>
                {text}{' '}
                {interval !== '' && <span className="type-statistic whitespace-nowrap text-ink2">{interval}</span>}
              </span>
            </li>
          )
        })}
      </ul>
      {alternatives.map((reason) => (
        <p key={reason.other} className="mt-2 type-empty text-ink2">
          {reasonSentence(reason, t, context).text}
        </p>
      ))}
      <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <UseButton modelId={variant.model.modelId} label={variant.label} />
        <WhyNot run={run} verdict={verdict} words={words} recommended={recommended} />
        <RemoveOthers run={run} keptId={variant.model.modelId} />
      </div>
    </section>
  )
}
