import { html } from 'hono/html'
import type { LabRun } from '#contract/lab/run.ts'
import type { LabReason, LabSurprise, LabVerdict } from '#contract/lab/verdict.ts'
import { axisWords } from './words.ts'

/** What is recommended and why, and what nobody would expect. */
export function recommendationText(run: LabRun, verdict: LabVerdict) {
  const { heading, sentences } = recommendationWords(run, verdict)
  return html`${verdict.recommended === null ? html`<p>${heading}</p>` : html`<h2>${heading}</h2>`}
<ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`
}

/** The same as plain text. */
export function recommendationWords(run: LabRun, verdict: LabVerdict): { heading: string; sentences: string[] } {
  const label = (variant: number | null) => (variant === null ? '' : (run.variants[variant]?.label ?? ''))
  const chosen = label(verdict.recommended)
  const reasons = verdict.reasons.map((reason) => reasonText(reason, chosen, label(reason.other)))
  return {
    heading:
      verdict.recommended === null
        ? 'No recommendation: too little was measured.'
        : `Recommended for this machine: ${chosen}`,
    sentences: [...reasons, ...surpriseTexts(verdict.surprises, label)],
  }
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
      return `Not measured: ${named(axis)}${tieAxis === null ? '' : `; chosen by ${named(tieAxis)}`}.`
  }
}

/** What holds for several variants is said once. */
function surpriseTexts(surprises: readonly LabSurprise[], label: (variant: number | null) => string): string[] {
  const sentences = new Map<string, string[]>()
  for (const surprise of surprises) {
    const sentence = surpriseText(surprise, label(surprise.other))
    sentences.set(sentence, [...(sentences.get(sentence) ?? []), label(surprise.variant)])
  }
  return [...sentences].map(([sentence, labels]) => `${labels.join(', ')}: ${sentence}`)
}

function surpriseText({ kind, params }: LabSurprise, other: string): string {
  switch (kind) {
    case 'larger-and-worse':
      return `a larger file than ${other}, and worse in quality.`
    case 'larger-and-faster':
      return `a larger file than ${other}, and faster.`
    case 'fallback-tensors':
      return `${params.count} of ${params.total} tensors have another type than the name says.`
    case 'reference-is-quantized':
      return 'the reference is itself a quantization: quality is not against F16.'
    case 'requantized':
      return 'made from another quantization.'
  }
}
