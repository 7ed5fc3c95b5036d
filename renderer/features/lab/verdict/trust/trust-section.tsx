import { CircleAlert, Lightbulb } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LabRun } from '#contract/lab/run.ts'
import type { LabVerdict } from '#contract/lab/verdict.ts'
import { formatNumber } from '../../../../i18n/format.ts'
import { DriftFigure } from './drift-figure.tsx'
import { surpriseSentences } from './surprise-sentences.ts'

type TrustSectionProps = {
  run: LabRun
  verdict: LabVerdict
  /** Of the picture of the drift. */
  figureNumber: number
}

/** Surprises and flags in words, and the drift as a picture. */
export const TrustSection = ({ run, verdict, figureNumber }: TrustSectionProps) => {
  const { t } = useTranslation('labVerdict')
  const { flags, drift } = verdict
  const surprises = surpriseSentences(verdict.surprises, run, t)
  return (
    <section
      aria-labelledby="lab-trust"
      className="grid grid-cols-[minmax(0,1fr)_minmax(0,26rem)] gap-x-10 gap-y-4 max-medium:grid-cols-1"
    >
      <div>
        <h2 id="lab-trust" className="type-section">
          {t('trust.title')}
        </h2>
        {surprises.length === 0 && flags.length === 0 && <p className="mt-1 text-ink2">{t('trust.quiet')}</p>}
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
          {surprises.map((sentence) => (
            <li key={sentence} className="flex gap-2">
              <Lightbulb size={16} strokeWidth={1.5} aria-hidden className="mt-0.5 shrink-0 text-goldink" />
              <span>{sentence}</span>
            </li>
          ))}
        </ul>
      </div>
      {drift && (
        <DriftFigure drift={drift} number={figureNumber} baseline={run.variants[verdict.baseline]?.label ?? ''} />
      )}
    </section>
  )
}
