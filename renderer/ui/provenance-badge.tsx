import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Provenance } from '#contract/energy.ts'
import { classNames } from './class-names.ts'

/** How a figure came about, the most direct first; `engine-timer` is the engine's own clock. */
export type BadgeKind = Provenance | 'not-measured' | 'engine-timer'

const colours: Record<BadgeKind, string> = {
  'wall-metered': 'text-leaf',
  'device-counter': 'text-leaf',
  'device-sensor': 'text-leaf',
  'engine-timer': 'text-leaf',
  'vendor-model': 'text-ink2',
  estimated: 'text-ink2',
  'not-measured': 'text-ink3',
}

const ring = <circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" />

const marks: Record<BadgeKind, ReactNode> = {
  'wall-metered': <circle cx="5" cy="5" r="4.5" fill="currentColor" />,
  'device-counter': (
    <>
      {ring}
      <circle cx="5" cy="5" r="2.25" fill="currentColor" />
    </>
  ),
  'device-sensor': (
    <>
      {ring}
      <path d="M5 1a4 4 0 0 1 0 8z" fill="currentColor" />
    </>
  ),
  'vendor-model': ring,
  estimated: <circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" strokeDasharray="2.1 2.1" />,
  'not-measured': <path d="M1.5 5h7" stroke="currentColor" fill="none" />,
  'engine-timer': (
    <>
      {ring}
      <path d="M5 2.5V5l1.8 1.2" fill="none" stroke="currentColor" />
    </>
  ),
}

type ProvenanceBadgeProps = {
  kind: BadgeKind
  /** Words in place of the usual ones, such as “After your first answer”. */
  children?: ReactNode
  glyphOnly?: boolean
  className?: string
}

/** The mark and the word for where a figure comes from. */
export const ProvenanceBadge = ({ kind, children, glyphOnly = false, className }: ProvenanceBadgeProps) => {
  const { t } = useTranslation('app')
  const words = children ?? t(`provenance.${kind}`)
  return (
    <span
      className={classNames(
        'inline-flex min-w-0 items-center gap-[5px] type-badge whitespace-nowrap',
        colours[kind],
        className,
      )}
      title={glyphOnly ? t(`provenance.${kind}`) : undefined}
    >
      <svg viewBox="0 0 10 10" className="size-2.5 shrink-0" aria-hidden>
        {marks[kind]}
      </svg>
      <span className={glyphOnly ? 'sr-only' : 'truncate'}>{words}</span>
    </span>
  )
}
