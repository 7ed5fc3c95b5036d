import { useTranslation } from 'react-i18next'
import type { LabQuality, LabRun } from '#contract/lab/run.ts'
import { formatNumber, unknownFigure } from '../../../i18n/format.ts'
import { formatDivergence, formatPerplexity } from '../../../i18n/format-lab.ts'
import { useLabProgress } from '../../../stores/stores.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { StatusDot } from '../../../ui/status-dot.tsx'

type RowProps = { label: string; quality: LabQuality | undefined; isNow: boolean; plannedChunks: number | null }

const cell = 'text-right! type-figure whitespace-nowrap'

/** 0 to 1; null for one at work on a text of which nobody knows how many chunks it has. */
function shareDone(done: number, planned: number | null, isComplete: boolean, isNow: boolean): number | null {
  if (isComplete) return 1
  if (planned === null) return isNow ? null : 0
  return Math.min(1, done / planned)
}

const QualityRow = ({ label, quality, isNow, plannedChunks }: RowProps) => {
  const { t } = useTranslation('lab')
  const against = quality?.against ?? null
  const done = quality?.chunks.length ?? 0
  return (
    <tr>
      <th scope="row" className="type-interface! text-ink!">
        <span className="flex items-center gap-2">
          {label}
          {isNow && (
            <>
              <StatusDot state="live" />
              <span className="sr-only">{t('running.visit.now')}</span>
            </>
          )}
        </span>
      </th>
      <td>
        <span className="flex items-center gap-2">
          <ProgressBar
            value={shareDone(done, plannedChunks, quality?.isComplete ?? false, isNow)}
            label={t('running.chunksOf', { label })}
            isLive={isNow}
            className="w-24"
          />
          <span className="type-figure text-ink2">{formatNumber(done)}</span>
        </span>
      </td>
      <td className={cell}>{quality && done > 0 ? formatPerplexity(quality.perplexity.value) : unknownFigure}</td>
      <td className={`${cell} text-ink2`}>
        {quality && done > 1 ? t('running.interval', { half: formatPerplexity(quality.perplexity.uncertainty) }) : ''}
      </td>
      <td className={cell}>{against ? formatDivergence(against.meanKl.value) : unknownFigure}</td>
      <td className={cell}>{against ? formatNumber(against.sameTop.value * 100, 1) : unknownFigure}</td>
    </tr>
  )
}

/** The quality as it is known chunk by chunk: a running estimate of each variant. Nothing before the first chunk is due. */
export const QualityProgress = ({ run }: { run: LabRun }) => {
  const { t } = useTranslation('lab')
  const { t: tVerdict } = useTranslation('labVerdict')
  const now = useLabProgress(({ phase, variant, chunksPlanned }) => ({
    isNow: phase === 'quality',
    variant,
    chunksPlanned,
  }))
  const { variants, quality, qualitySetup } = run
  if (!now || (!now.isNow && quality.length === 0)) return null
  const planned = run.plan.quality?.chunks ?? null
  const claim = qualitySetup
    ? t('running.qualityAgainst', { reference: qualitySetup.reference.quantization, text: qualitySetup.textName })
    : t('running.qualityClaim')
  return (
    <div>
      <p className="mb-1.5 type-caption text-ink2">
        <em>{claim}</em> {t('running.qualityNote')}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reached by keyboard. */}
      <section aria-label={claim} tabIndex={0} className="overflow-x-auto">
        <table className="ruled-table">
          <thead>
            <tr>
              <th scope="col">{t('running.column.variant')}</th>
              <th scope="col">{t('running.column.chunks')}</th>
              <th scope="col" className="text-right!">
                {tVerdict('quality.column.perplexity')}
              </th>
              <th scope="col">
                <span className="sr-only">{t('running.column.error')}</span>
              </th>
              <th scope="col" className="text-right!">
                {t('running.column.meanKl')}
              </th>
              <th scope="col" className="text-right!">
                {t('running.column.sameTop')}
              </th>
            </tr>
          </thead>
          <tbody>
            {variants.map(({ label }, variant) => (
              <QualityRow
                key={label}
                label={label}
                quality={quality.find((one) => one.variant === variant)}
                isNow={now.isNow && now.variant === variant}
                plannedChunks={planned}
              />
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}
