import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabRun, LabSample } from '#contract/lab/run.ts'
import { formatNumber, formatRate } from '../../../i18n/format.ts'
import { formatSignedPercent } from '../../../i18n/format-lab.ts'
import { Chart } from '../../../ui/chart/chart.tsx'
import { ProvenanceBadge } from '../../../ui/provenance-badge.tsx'
import { Select } from '../../../ui/select.tsx'
import { testName } from '../verdict/test-name.ts'
import type { LiveMean } from './mean-interval.ts'
import { sampleRows } from './sample-rows.ts'
import { type SamplesWords, samplesSpec } from './samples-spec.ts'
import { sentinelTest } from './sentinel.ts'

type SamplesFigureProps = { run: LabRun; samples: readonly LabSample[] }

/** Half of the interval with two digits that count, and no more decimals than its rate has and one. */
const halfText = ({ mean, halfWidth }: LiveMean): string | null => {
  if (halfWidth === null) return null
  const decimals = formatRate(mean).split('.')[1]?.length ?? 0
  const counting = halfWidth < 0.0995 ? 3 : halfWidth < 0.995 ? 2 : halfWidth < 9.95 ? 1 : 0
  return formatNumber(halfWidth, Math.min(decimals + 1, counting))
}

/** Fig. 2: the samples of one test as they arrive, with the interval that they give so far. */
export const SamplesFigure = ({ run, samples }: SamplesFigureProps) => {
  const { t } = useTranslation('lab')
  const { t: tVerdict } = useTranslation('labVerdict')
  const { variants, tests } = run
  const [chosen, setChosen] = useState<number | null>(null)
  const test = chosen ?? sentinelTest(tests)
  const names = useMemo(
    () => tests.map((one) => testName(one, (prompt) => tVerdict(`prompt.${prompt}`))),
    [tests, tVerdict],
  )
  const rows = useMemo(() => sampleRows(samples, variants.length, test), [samples, variants.length, test])
  // Samples of other tests change nothing here.
  const key = rows.map(({ deviations }) => deviations.length).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the rows: samples are never changed, only added.
  const spec = useMemo(() => {
    const value = ({ mean }: LiveMean) => t('running.rate', { rate: formatRate(mean) })
    const interval = (mean: LiveMean) => {
      const half = halfText(mean)
      return half === null ? '' : t('running.interval', { half })
    }
    const figure = (mean: LiveMean) => {
      const half = halfText(mean)
      return half === null ? value(mean) : t('running.rateWithin', { rate: formatRate(mean.mean), half })
    }
    const words: SamplesWords = {
      labels: variants.map(({ label }) => label),
      value,
      interval,
      figure: (mean) => ({ text: figure(mean), detail: t('running.sampleCount', { count: mean.count }) }),
      percent: formatSignedPercent,
      axis: t('running.deviation'),
      readoutTitle: (name) => t('running.readout', { test: name }),
      name: names[test] ?? '',
    }
    return samplesSpec(rows, words)
  }, [key, variants, names, test, t])
  const options = names.map((label, index) => ({ value: String(index), label }))
  return (
    <div className="min-w-0">
      <Chart
        number={2}
        claim={t('running.samplesClaim')}
        note={t('running.samplesNote')}
        badge={
          <span className="flex items-center gap-2">
            <ProvenanceBadge kind="engine-timer" className="max-narrow:hidden" />
            {tests.length > 1 && (
              <Select
                size="compact"
                label={t('running.test')}
                value={String(test)}
                options={options}
                onChange={(value) => setChosen(Number(value))}
              />
            )}
          </span>
        }
        spec={spec}
        fileName="wattle-samples"
        data={() => ({
          columns: [
            { name: t('running.column.variant') },
            { name: t('running.column.rate'), format: formatRate },
            { name: t('running.column.low'), format: formatRate },
            { name: t('running.column.high'), format: formatRate },
            { name: t('running.column.samples') },
          ],
          rows: rows.map(({ variant, mean }) => [
            variants[variant]?.label ?? null,
            mean?.mean ?? null,
            mean?.halfWidth == null ? null : mean.mean - mean.halfWidth,
            mean?.halfWidth == null ? null : mean.mean + mean.halfWidth,
            mean?.count ?? 0,
          ]),
        })}
      />
    </div>
  )
}
