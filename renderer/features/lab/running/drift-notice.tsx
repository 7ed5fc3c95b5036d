import { TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabRun, LabSample } from '#contract/lab/run.ts'
import { formatNumber, formatRate } from '../../../i18n/format.ts'
import { formatPlainPercent, formatSignedPercent } from '../../../i18n/format-lab.ts'
import { Chart } from '../../../ui/chart/chart.tsx'
import { sentinelBlocks, sentinelVariant } from './sentinel.ts'
import { sentinelSpec } from './sentinel-spec.ts'

/** From here on a warmer machine is a reason that is worth telling. */
const toldDegrees = 3

/** Says that the rate changed while the run went on, by how much, and what still holds; with the sentinel's course. */
export const DriftNotice = ({ run, samples }: { run: LabRun; samples: readonly LabSample[] }) => {
  const { t } = useTranslation('lab')
  const { tests, variants } = run
  const blocks = useMemo(() => sentinelBlocks(samples, tests), [samples, tests])
  const label = variants[sentinelVariant]?.label ?? ''
  const spec = useMemo(
    () =>
      sentinelSpec(blocks, {
        name: label,
        block: (block) => formatNumber(block + 1),
        title: (block) => t('running.block', { block: formatNumber(block + 1) }),
        percent: (share) => t('running.percent', { share: formatSignedPercent(share) }),
        rate: (rate) => t('running.rate', { rate: formatRate(rate) }),
        band: t('running.band'),
      }),
    [blocks, label, t],
  )
  const [first, last] = [blocks[0], blocks.at(-1)]
  if (!first || !last || blocks.length < 2) return null
  const warmer = last.temperatureC === null || first.temperatureC === null ? 0 : last.temperatureC - first.temperatureC
  const words = {
    label,
    share: formatPlainPercent(Math.abs(last.share)),
    block: formatNumber(last.block + 1),
    degrees: formatNumber(warmer),
  }
  return (
    <section aria-label={t('running.driftTitle')} className="border-t-[1.5px] border-clay pt-3">
      <h2 className="flex items-center gap-2 font-semibold text-clay">
        <TriangleAlert size={16} strokeWidth={1.5} aria-hidden className="shrink-0" />
        {t('running.driftTitle')}
      </h2>
      <p className="mt-1 mb-3 text-ink2">
        {t(last.share < 0 ? 'running.driftSlower' : 'running.driftFaster', words)}{' '}
        {warmer >= toldDegrees && t('running.driftWarmer', words)} {t('running.driftHolds')}
      </p>
      <Chart
        number={3}
        claim={t('running.sentinelClaim')}
        spec={spec}
        fileName="wattle-sentinel"
        data={() => ({
          columns: [
            { name: t('running.column.block') },
            { name: t('running.column.rate'), format: formatRate },
            { name: t('running.column.change'), format: formatSignedPercent },
            { name: t('running.column.temperature') },
          ],
          rows: blocks.map(({ block, rate, share, temperatureC }) => [
            formatNumber(block + 1),
            rate,
            share,
            temperatureC,
          ]),
        })}
      />
    </section>
  )
}
