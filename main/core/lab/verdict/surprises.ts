import type { LabRun, LabVariant } from '#contract/lab/run.ts'
import type { LabAxis, LabSurprise } from '#contract/lab/verdict.ts'
import { smallestShare } from '../statistics/difference.ts'
import { type AxisFigures, isSameFile } from './axis-figures.ts'
import { gainOf, isClearlyBetter } from './axis-order.ts'

/** What holds each weight as it was trained. */
const wholeTypes: ReadonlySet<string> = new Set(['F32', 'F16', 'BF16'])

/** What the names and sizes of the variants would not make one expect. */
export function surprisesOf(
  { variants, qualitySetup }: Pick<LabRun, 'variants' | 'qualitySetup'>,
  figures: readonly AxisFigures[],
  baseline: number,
): LabSurprise[] {
  const each = <T>(of: (variant: LabVariant, place: number) => T | null): T[] =>
    variants.flatMap((variant, place) => of(variant, place) ?? [])
  return [
    ...each((_, place) => largerAnd('larger-and-worse', variants, figures, place)),
    ...each((_, place) => largerAnd('larger-and-faster', variants, figures, place)),
    ...each(({ model }, variant) =>
      model.fallback === undefined || model.fallback.count === 0
        ? null
        : { kind: 'fallback-tensors' as const, variant, other: null, params: model.fallback },
    ),
    ...referenceSurprise(variants, qualitySetup, baseline),
    ...each(({ model }, variant) =>
      isRequantized(model.origin) ? { kind: 'requantized' as const, variant, other: null, params: {} } : null,
    ),
  ]
}

/** Against the one where it is most so. Only sizes of one model that was run alike tell. */
function largerAnd(
  kind: 'larger-and-worse' | 'larger-and-faster',
  variants: readonly LabVariant[],
  figures: readonly AxisFigures[],
  place: number,
): LabSurprise | null {
  const larger = variants[place]
  let most: { other: number; share: number } | null = null
  for (const [other, smaller] of variants.entries()) {
    const [mine, theirs] = [figures[place], figures[other]]
    if (larger === undefined || mine === undefined || theirs === undefined || !isSmaller(smaller, larger)) continue
    const axis: LabAxis = kind === 'larger-and-faster' ? 'speed' : qualityAxis(mine, theirs)
    const [better, worse] = kind === 'larger-and-faster' ? [mine, theirs] : [theirs, mine]
    if (!isClearlyBetter(axis, better, worse)) continue
    const share = gainOf(axis, better, worse)?.share ?? 0
    if (most === null || share > most.share) most = { other, share }
  }
  return most === null ? null : { kind, variant: place, other: most.other, params: { share: most.share } }
}

function qualityAxis(one: AxisFigures, other: AxisFigures): LabAxis {
  return one['kl-divergence'] !== undefined && other['kl-divergence'] !== undefined ? 'kl-divergence' : 'perplexity'
}

function isSmaller(one: LabVariant, other: LabVariant): boolean {
  return (
    one.model.ladderId === other.model.ladderId &&
    one.model.sizeBytes < other.model.sizeBytes * (1 - smallestShare) &&
    JSON.stringify(one.parameters) === JSON.stringify(other.parameters)
  )
}

function referenceSurprise(
  variants: readonly LabVariant[],
  setup: LabRun['qualitySetup'],
  baseline: number,
): LabSurprise[] {
  if (setup === null || wholeTypes.has(setup.reference.quantization)) return []
  const own = variants.findIndex(({ model }) => isSameFile(model, setup.reference))
  return [{ kind: 'reference-is-quantized', variant: own < 0 ? baseline : own, other: null, params: {} }]
}

/** An origin names what a file was made of, such as `F16, from Q4_1`: what was lost once stays lost. */
function isRequantized(origin: string | null): boolean {
  return (origin?.split(', from ') ?? []).some((type) => !wholeTypes.has(type))
}
