import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabVerdict } from '#contract/lab/verdict.ts'
import { formatNumber, formatRate } from '../../../../i18n/format.ts'
import { formatSignedPercent } from '../../../../i18n/format-lab.ts'
import { Chart } from '../../../../ui/chart/chart.tsx'
import { type DriftWords, driftSpec } from './drift-spec.ts'

type DriftFigureProps = { drift: NonNullable<LabVerdict['drift']>; number: number; baseline: string }

/** Whether the rate changed while the run went on. */
export const DriftFigure = ({ drift, number, baseline }: DriftFigureProps) => {
  const { t } = useTranslation('labVerdict')
  const { slope, interval95, isFlagged, perBlock } = drift
  const spec = useMemo(() => {
    const words: DriftWords = {
      block: (block) => formatNumber(block),
      title: (block) => t('drift.block', { block }),
      rate: t('drift.rate'),
      axis: t('drift.axis'),
      tick: formatRate,
      figure: (value) => t('drift.figure', { value: formatRate(value) }),
    }
    return driftSpec(drift, words)
  }, [drift, t])
  const span = t('drift.slope', {
    slope: formatSignedPercent(slope),
    low: formatSignedPercent(interval95.low),
    high: formatSignedPercent(interval95.high),
  })
  return (
    <Chart
      number={number}
      claim={t(isFlagged ? 'drift.claimFlagged' : 'drift.claim', { baseline })}
      note={span}
      spec={spec}
      fileName="wattle-drift"
      data={() => ({
        columns: [{ name: t('drift.column') }, { name: t('drift.rateColumn'), format: (value) => formatRate(value) }],
        rows: perBlock.map((rate, index) => [String(index + 1), rate]),
      })}
    />
  )
}
