import { useTranslation } from 'react-i18next'
import type { LabRun } from '#contract/lab/run.ts'
import type { LabAxis, LabStanding, LabVerdict } from '#contract/lab/verdict.ts'
import { Button } from '../../../../ui/button.tsx'
import { Popover } from '../../../../ui/popover.tsx'
import { figureOf, formatAxis, isSurelyBetter } from '../axis-figure.ts'
import { limitOf } from '../limits/limit-values.ts'
import type { AxisWords } from '../use-axis-words.ts'

type WhyNotProps = { run: LabRun; verdict: LabVerdict; words: AxisWords; recommended: number }

const comparedAxes: readonly LabAxis[] = ['speed', 'kl-divergence', 'perplexity', 'energy', 'memory', 'cost']

/** The one that is asked about first: what is beaten outright, else what comes nearest in size from below. */
function mostAsked({ standings }: LabVerdict, { variants }: LabRun, recommended: number): LabStanding | undefined {
  const size = (variant: number) => variants[variant]?.model.sizeBytes ?? 0
  const others = standings.filter(({ variant }) => variant !== recommended)
  const smaller = others
    .filter(({ variant }) => size(variant) < size(recommended))
    .toSorted((a, b) => size(b.variant) - size(a.variant))
  return others.find(({ dominatedBy }) => dominatedBy === recommended) ?? smaller[0] ?? others[0]
}

/** For each other variant, why it is not the one. */
export const WhyNot = ({ run, verdict, words, recommended }: WhyNotProps) => {
  const { t } = useTranslation('labVerdict')
  const first = mostAsked(verdict, run, recommended)
  const labelOf = (variant: number) => run.variants[variant]?.label ?? ''
  if (first === undefined) return null
  // Each of these says the same as another one, and less of it.
  const hasDivergence = figureOf(verdict, recommended, 'kl-divergence') !== null
  const hasEnergy = figureOf(verdict, recommended, 'energy') !== null
  const sentences = ({ variant, breaks }: LabStanding): string[] => {
    const broken = breaks.flatMap((key) => {
      const figure = figureOf(verdict, variant, key)
      const limit = limitOf(verdict.limits, key)
      if (figure === null || limit === null) return []
      return [
        t(key === 'speed' ? 'whyNot.belowLimit' : 'whyNot.aboveLimit', {
          axis: words.name(key),
          figure: formatAxis(key, figure, words.context),
          limit: formatAxis(key, { value: limit, interval95: null }, words.context),
        }),
      ]
    })
    const isSaid = (axis: LabAxis) =>
      breaks.some((key) => key === axis) || (axis === 'perplexity' && hasDivergence) || (axis === 'cost' && hasEnergy)
    const compared = comparedAxes.flatMap((axis) => {
      if (isSaid(axis)) return []
      const [theirs, ours] = [figureOf(verdict, variant, axis), figureOf(verdict, recommended, axis)]
      if (theirs === null || ours === null || !isSurelyBetter(axis, ours, theirs)) return []
      return [
        t('whyNot.worse', {
          axis: words.name(axis),
          theirs: formatAxis(axis, theirs, words.context),
          ours: formatAxis(axis, ours, words.context),
          chosen: labelOf(recommended),
        }),
      ]
    })
    const all = [...broken, ...compared]
    return all.length > 0 ? all : [t('whyNot.nothing', { chosen: labelOf(recommended) })]
  }
  const rest = verdict.standings.filter(({ variant }) => variant !== recommended && variant !== first.variant)
  return (
    <Popover
      label={t('whyNot.title')}
      className="w-96 max-w-[calc(100vw-32px)] p-4"
      trigger={
        <Button variant="text" size="compact">
          {t('whyNot.ask', { label: labelOf(first.variant) })}
        </Button>
      }
    >
      <dl className="flex flex-col gap-3">
        {[first, ...rest].map((standing) => (
          <div key={standing.variant}>
            <dt className="font-[550]">{labelOf(standing.variant)}</dt>
            {sentences(standing).map((sentence) => (
              <dd key={sentence} className="type-secondary text-ink2">
                {sentence}
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </Popover>
  )
}
