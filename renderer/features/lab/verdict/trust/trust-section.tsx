import { CircleAlert, Lightbulb } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LabRun } from '#contract/lab/run.ts'
import type { LabSurprise, LabVerdict } from '#contract/lab/verdict.ts'
import { formatNumber } from '../../../../i18n/format.ts'
import { formatPlainPercent } from '../../../../i18n/format-lab.ts'
import { DriftFigure } from './drift-figure.tsx'

/** Surprises and flags in words, and the drift as a picture. */
export const TrustSection = ({ run, verdict }: { run: LabRun; verdict: LabVerdict }) => {
  const { t } = useTranslation('labVerdict')
  const labelOf = (variant: number | null) => (variant === null ? '' : (run.variants[variant]?.label ?? ''))
  const surpriseText = ({ kind, variant, other, params }: LabSurprise): string => {
    const names = { label: labelOf(variant), other: labelOf(other) }
    switch (kind) {
      case 'larger-and-worse':
      case 'larger-and-faster':
        return t(`surprise.${kind}`, { ...names, share: formatPlainPercent(Math.abs(params.share ?? 0)) })
      case 'fallback-tensors':
        return t('surprise.fallback-tensors', { ...names, count: params.count ?? 0, total: formatNumber(params.total) })
      case 'reference-is-quantized':
        return t('surprise.reference-is-quantized', {
          reference: run.qualitySetup?.reference.quantization ?? names.label,
        })
      case 'requantized':
        return t('surprise.requantized', { ...names, origin: run.variants[variant]?.model.origin ?? '' })
    }
  }
  const { surprises, flags, drift } = verdict
  const isQuiet = surprises.length === 0 && flags.length === 0
  return (
    <section
      aria-labelledby="lab-trust"
      className="grid grid-cols-[minmax(0,1fr)_minmax(0,26rem)] gap-x-10 gap-y-4 max-medium:grid-cols-1"
    >
      <div>
        <h2 id="lab-trust" className="type-section">
          {t('trust.title')}
        </h2>
        {isQuiet && <p className="mt-1 text-ink2">{t('trust.quiet')}</p>}
        <ul className="mt-1.5 flex flex-col gap-1.5">
          {flags.map(({ flag, samples }) => (
            <li key={flag} className="flex gap-2">
              <CircleAlert size={16} strokeWidth={1.5} aria-hidden className="mt-0.5 shrink-0 text-clay" />
              <span>
                {t(`flag.${flag}`)}{' '}
                <span className="text-ink2">
                  {t('flag.samples', { count: samples, total: formatNumber(run.sampleCount) })}
                </span>
              </span>
            </li>
          ))}
          {surprises.map((surprise) => (
            <li key={`${surprise.kind}-${surprise.variant}-${surprise.other}`} className="flex gap-2">
              <Lightbulb size={16} strokeWidth={1.5} aria-hidden className="mt-0.5 shrink-0 text-goldink" />
              <span>{surpriseText(surprise)}</span>
            </li>
          ))}
        </ul>
      </div>
      {drift && <DriftFigure drift={drift} baseline={labelOf(verdict.baseline)} />}
    </section>
  )
}
