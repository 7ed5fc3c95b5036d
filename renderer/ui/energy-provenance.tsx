import type { TFunction } from 'i18next'
import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeftOut, PowerScope, Provenance, Range, SourceShare } from '#contract/energy.ts'
import { formatErrorBand } from '../i18n/format-range.ts'
import { type BadgeKind, ProvenanceBadge } from './provenance-badge.tsx'
import { Tooltip } from './tooltip.tsx'

/** Where a figure is from, with what its explanation needs. */
export type EnergyOrigin = {
  /** null where nothing was measured. */
  provenance: Provenance | null
  /** What the figure covers. */
  scopes?: readonly PowerScope[]
  /** What it does not hold. */
  leavesOut?: readonly LeftOut[]
  /** What it was read with. */
  sources?: readonly Pick<SourceShare, 'name' | 'collector'>[]
  /** The figure, for its error band. */
  range?: Range | null | undefined
  /** How it was computed, or why there is no figure: a sentence. */
  method?: string
}

const lists = new Intl.ListFormat('en', { type: 'unit', style: 'long' })

/** What an origin means, a sentence each. */
export const originSentences = (
  { provenance, scopes = [], leavesOut, sources = [], range, method }: EnergyOrigin,
  t: TFunction<'energy'>,
): string[] => {
  const sentences = [t(`means.${provenance ?? 'not-measured'}`)]
  if (method !== undefined) sentences.push(method)
  if (provenance === null) return sentences
  if (scopes.length > 0)
    sentences.push(t('covers', { list: lists.format(new Set(scopes.map((scope) => t(`scope.${scope}`)))) }))
  if (leavesOut !== undefined) {
    const list = lists.format(leavesOut.map((part) => t(`left.${part}`)))
    sentences.push(list === '' ? t('leavesNothingOut') : t('leavesOut', { list }))
  }
  const named = sources.map(({ name, collector }) => {
    const words = t(`collector.${collector}`)
    return name === '' ? words : t('source', { name, collector: words })
  })
  if (named.length > 0 && provenance !== 'estimated') sentences.push(t('read', { list: lists.format(named) }))
  const band = range ? formatErrorBand(range) : null
  if (band !== null) sentences.push(t('band', { band }))
  return sentences
}

const Sentences = ({ sentences }: { sentences: readonly string[] }) =>
  sentences.map((sentence) => (
    <span key={sentence} className="block py-px">
      {sentence}
    </span>
  ))

/** The sentences one below another. */
export const OriginText = (origin: EnergyOrigin) => {
  const { t } = useTranslation('energy')
  return <Sentences sentences={originSentences(origin, t)} />
}

type BadgeProps = {
  kind: BadgeKind
  /** What stands behind it, a sentence a line. */
  text: string
  /** Words in place of the usual ones. */
  children?: ReactNode
  glyphOnly?: boolean
  className?: string | undefined
}

/** Rendered again only where its words change: the figure beside it changes four times a second, and how it is known seldom does. */
const ExplainedBadge = memo(({ kind, text, children, glyphOnly = false, className }: BadgeProps) => {
  const sentences = text.split('\n')
  return (
    <Tooltip label={<Sentences sentences={sentences} />} side="top">
      <button
        type="button"
        aria-description={sentences.join(' ')}
        className="inline-flex min-w-0 cursor-help rounded-chip"
      >
        <ProvenanceBadge kind={kind} glyphOnly={glyphOnly} {...(className !== undefined && { className })}>
          {children}
        </ProvenanceBadge>
      </button>
    </Tooltip>
  )
})

type EnergyProvenanceProps = EnergyOrigin & Pick<BadgeProps, 'children' | 'glyphOnly' | 'className'>

/** The badge of a figure, which says on hover and on focus what stands behind it. */
export const EnergyProvenance = ({ children, glyphOnly = false, className, ...origin }: EnergyProvenanceProps) => {
  const { t } = useTranslation('energy')
  return (
    <ExplainedBadge
      kind={origin.provenance ?? 'not-measured'}
      text={originSentences(origin, t).join('\n')}
      glyphOnly={glyphOnly}
      className={className}
    >
      {children}
    </ExplainedBadge>
  )
}
