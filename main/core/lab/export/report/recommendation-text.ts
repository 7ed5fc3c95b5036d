import { html } from 'hono/html'
import type { LabRun } from '#contract/lab/run.ts'
import type { LabReason, LabSurprise, LabVerdict } from '#contract/lab/verdict.ts'
import { axisWords } from './words.ts'

/** What is recommended and why, and what nobody would expect. */
export function recommendationText(run: LabRun, verdict: LabVerdict) {
  const label = (variant: number | null) => (variant === null ? '' : (run.variants[variant]?.label ?? ''))
  const chosen = label(verdict.recommended)
  const reasons = verdict.reasons.map((reason) => reasonText(reason, chosen, label(reason.other)))
  const surprises = verdict.surprises.map((surprise) =>
    surpriseText(surprise, label(surprise.variant), label(surprise.other)),
  )
  return html`${verdict.recommended === null ? html`<p>No recommendation: too little was measured.</p>` : html`<h2>Recommended for this machine: ${chosen}</h2>`}
<ul>${[...reasons, ...surprises].map((sentence) => html`<li>${sentence}</li>`)}</ul>`
}

function share(value: number | undefined): string {
  return `${(Math.abs(value ?? 0) * 100).toFixed(1)} %`
}

function named(axis: LabReason['axis']): string {
  return axis === null ? '' : (axisWords[axis].split(',')[0]?.toLowerCase() ?? '')
}

function reasonText({ kind, axis, tieAxis, params }: LabReason, chosen: string, other: string): string {
  const { count, share: part } = params
  switch (kind) {
    case 'meets-limits':
      return `Meets the limits${count ? `, as do ${count} others` : ''}.`
    case 'only-one-that-meets':
      return 'The only one that meets the limits.'
    case 'best':
      return `Best by ${named(axis)}${other === '' ? '' : `: ${share(part)} better than ${other}`}.`
    case 'tie-broken':
      return `No clear difference to ${other} by ${named(axis)}${tieAxis === null ? '' : `; better by ${named(tieAxis)}`}.`
    case 'also-fastest':
      return 'Also the fastest.'
    case 'also-smallest':
      return 'Also the smallest.'
    case 'also-least-energy':
      return 'Also takes the least energy.'
    case 'choose-other-if':
      return `Choose ${other} if ${share(part)} better quality is worth ${share(params.cost)} worse ${named(axis)}.`
    case 'none-meets-limits':
      return `No variant meets all limits: ${chosen} breaks the fewest.`
    case 'not-measured':
      return `${named(axis)} was not measured${tieAxis === null ? '' : `: chosen by ${named(tieAxis)}`}.`
  }
}

function surpriseText({ kind, params }: LabSurprise, variant: string, other: string): string {
  switch (kind) {
    case 'larger-and-worse':
      return `Surprise: ${variant} is the larger file and has the worse quality than ${other}.`
    case 'larger-and-faster':
      return `Surprise: ${variant} is the larger file and faster than ${other}.`
    case 'fallback-tensors':
      return `${params.count} of ${params.total} tensors of ${variant} have another type than its name says.`
    case 'reference-is-quantized':
      return `The reference is itself a quantization: quality is against ${variant || 'it'}, not against F16.`
    case 'requantized':
      return `${variant} was made from another quantization.`
  }
}
