import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunComparison } from '#contract/lab/verdict.ts'
import { formatRate } from '../../../i18n/format.ts'
import { formatSignedPercent } from '../../../i18n/format-lab.ts'
import { type Bar, barScale } from '../../../ui/interval-bar/bar-scale.ts'
import { IntervalBar } from '../../../ui/interval-bar/interval-bar.tsx'

type Row = RunComparison['rows'][number]

/** By its logarithm, so that twice and half are as far. */
const barOf = ({ ratio: { value, interval95 } }: Row): Bar | null =>
  interval95
    ? { value: Math.log(value), interval: { low: Math.log(interval95.low), high: Math.log(interval95.high) } }
    : null

const Rate = ({ of: { mean, interval95, samples } }: { of: Row['before'] }) => {
  const { t } = useTranslation('history')
  return (
    <td className="text-right! whitespace-nowrap" title={t('compare.samples', { count: samples })}>
      <span className="type-figure">{formatRate(mean)}</span>
      <span className="ml-2 type-statistic text-ink3">
        {interval95 && t('compare.interval', { low: formatRate(interval95.low), high: formatRate(interval95.high) })}
      </span>
    </td>
  )
}

const Change = ({ row: { ratio, difference } }: { row: Row }) => {
  const { t } = useTranslation('history')
  const interval =
    ratio.interval95 &&
    t('compare.percentInterval', {
      low: formatSignedPercent(ratio.interval95.low - 1),
      high: formatSignedPercent(ratio.interval95.high - 1),
    })
  return (
    <td className="whitespace-nowrap">
      {difference === 'none' ? (
        <span className="text-ink2">{t('compare.none')}</span>
      ) : (
        <span className="font-medium">
          {t(`compare.${difference === 'higher' ? 'faster' : 'slower'}`, {
            share: formatSignedPercent(Math.abs(ratio.value - 1)).replace('+', ''),
          })}
        </span>
      )}
      {interval && <span className="ml-2 type-statistic text-ink2">{interval}</span>}
    </td>
  )
}

/** Each test of each variant that both runs have. */
export const RateTable = ({ rows }: { rows: readonly Row[] }) => {
  const { t } = useTranslation('history')
  const scale = useMemo(() => barScale(rows.flatMap((row) => barOf(row) ?? [])), [rows])
  return (
    <section aria-label={t('compare.rates')} className="mb-6 max-w-5xl overflow-x-auto">
      <h2 className="mb-1 type-section">{t('compare.rates')}</h2>
      <table className="ruled-table">
        <thead>
          <tr>
            <th scope="col">{t('compare.variant')}</th>
            <th scope="col">{t('compare.test')}</th>
            <th scope="col" className="text-right!">
              {t('compare.beforeRate')}
            </th>
            <th scope="col" className="text-right!">
              {t('compare.afterRate')}
            </th>
            <th scope="col" colSpan={2}>
              {t('compare.change')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.label} ${row.test}`}>
              <th scope="row" className="type-interface! font-medium! text-ink!" dir="auto">
                {row.label}
              </th>
              <td className="whitespace-nowrap">{row.test}</td>
              <Rate of={row.before} />
              <Rate of={row.after} />
              <Change row={row} />
              <td className="w-26 py-0! align-middle!">
                <IntervalBar bar={barOf(row)} scale={scale} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
