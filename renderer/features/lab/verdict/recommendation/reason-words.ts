import type { TFunction } from 'i18next'
import type { LabAxis, LabReason } from '#contract/lab/verdict.ts'
import { formatPlainPercent } from '../../../../i18n/format-lab.ts'

/** What the sentences need to know beside the reason. */
export type ReasonContext = {
  labelOf: (variant: number | null) => string
  noun: (axis: LabAxis) => string
  /** Labels of the other variants that meet the limits. */
  alsoMeets: readonly string[]
  /** The chosen one is what the others are put against. */
  isReference: boolean
}

const lists = new Intl.ListFormat('en', { type: 'conjunction', style: 'long' })
/** More names than these are only counted. */
const mostNames = 3

const percent = (share: number | undefined): string => formatPlainPercent(Math.abs(share ?? 0))

/** The interval of a share, in brackets; empty where there is none. */
const interval = ({ params: { low, high } }: LabReason, t: TFunction<'labVerdict'>): string =>
  low === undefined || high === undefined || formatPlainPercent(low) === formatPlainPercent(high)
    ? ''
    : t('reason.interval', { low: formatPlainPercent(low), high: formatPlainPercent(high) })

/** A reason in its words, and its interval, which is set in another type. */
export function reasonSentence(
  reason: LabReason,
  t: TFunction<'labVerdict'>,
  context: ReasonContext,
): { text: string; interval: string } {
  const { kind, axis, tieAxis, params } = reason
  const other = context.labelOf(reason.other)
  const plain = (text: string) => ({ text, interval: '' })
  switch (kind) {
    case 'meets-limits': {
      const { alsoMeets } = context
      return plain(
        alsoMeets.length > 0 && alsoMeets.length <= mostNames
          ? t('reason.meetsLimits', { count: alsoMeets.length, others: lists.format(alsoMeets) })
          : t('reason.meetsLimitsMany', { count: params.count ?? alsoMeets.length }),
      )
    }
    case 'only-one-that-meets':
      return plain(t('reason.onlyOne'))
    case 'none-meets-limits':
      return plain(t('reason.none', { count: params.count ?? 1 }))
    case 'not-measured':
      return plain(
        t('reason.notMeasured', {
          axis: axis ? context.noun(axis) : '',
          instead: tieAxis ? context.noun(tieAxis) : '',
        }),
      )
    case 'best':
      if (axis === 'kl-divergence' && context.isReference) return plain(t('reason.isReference'))
      return axis === null
        ? plain('')
        : { text: t(`reason.best.${axis}`, { share: percent(params.share), other }), interval: interval(reason, t) }
    case 'tie-broken':
      return plain(
        tieAxis === null
          ? t('reason.tieByFigure', { axis: axis ? context.noun(axis) : '', other })
          : t('reason.tieBroken', { axis: axis ? context.noun(axis) : '', tie: context.noun(tieAxis), other }),
      )
    case 'also-fastest':
    case 'also-smallest':
    case 'also-least-energy':
      return { text: t(`reason.${kind}`, { share: percent(params.share), other }), interval: interval(reason, t) }
    case 'choose-other-if': {
      const gain = t(tieAxis === 'perplexity' ? 'reason.gain.perplexity' : 'reason.gain.divergence', {
        share: percent(params.share),
      })
      const isWorth = axis !== null && params.cost !== undefined && params.cost > 0
      return plain(
        isWorth
          ? t('reason.chooseIf', { other, gain, price: t(`reason.price.${axis}`, { share: percent(params.cost) }) })
          : t('reason.chooseFor', { other, gain }),
      )
    }
  }
}
