import { useTranslation } from 'react-i18next'
import type { Fit } from '#contract/models.ts'
import { classNames } from './class-names.ts'

const colours = {
  fits: 'text-leaf',
  tight: 'text-goldink',
  'partial-offload': 'text-ink2',
  'wont-fit': 'text-clay',
  unknown: 'text-ink3',
}

const Vessel = ({ verdict }: { verdict: Fit['verdict'] }) => {
  const outline = <rect x=".5" y=".5" width="13" height="9" rx="1.5" fill="none" stroke="currentColor" />
  return (
    <svg viewBox="0 0 14 10" className="h-2.5 w-3.5 shrink-0" aria-hidden>
      {verdict !== 'partial-offload' && outline}
      {verdict === 'fits' && <rect x="2" y="2" width="6" height="6" fill="currentColor" />}
      {verdict === 'tight' && <rect x="2" y="2" width="10" height="6" fill="currentColor" />}
      {verdict === 'partial-offload' && (
        <>
          <path d="M9.5 .5H2A1.5 1.5 0 0 0 .5 2v6A1.5 1.5 0 0 0 2 9.5h7.5" fill="none" stroke="currentColor" />
          <rect x="2" y="2" width="7.5" height="6" fill="currentColor" />
          <path d="M11.5 2v6M13.5 2v6" stroke="currentColor" />
        </>
      )}
      {verdict === 'wont-fit' && <path d="M3 8l8-6" stroke="currentColor" />}
      {verdict === 'unknown' && <path d="M5 5h4" stroke="currentColor" />}
    </svg>
  )
}

type FitBadgeProps = {
  verdict: Fit['verdict']
  /** The glyph alone; its word stays for screen readers. */
  glyphOnly?: boolean
  className?: string
}

/** Whether a model fits this machine: a vessel and a word. */
export const FitBadge = ({ verdict, glyphOnly = false, className }: FitBadgeProps) => {
  const { t } = useTranslation('app')
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1.5 type-secondary whitespace-nowrap',
        colours[verdict],
        className,
      )}
      title={glyphOnly ? t(`fit.${verdict}`) : undefined}
    >
      <Vessel verdict={verdict} />
      <span className={glyphOnly ? 'sr-only' : undefined}>{t(`fit.${verdict}`)}</span>
    </span>
  )
}
