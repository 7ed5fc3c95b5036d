import type { TFunction } from 'i18next'
import type { LabRun } from '#contract/lab/run.ts'
import type { LabSurprise } from '#contract/lab/verdict.ts'
import { formatNumber } from '../../../../i18n/format.ts'
import { formatPlainPercent } from '../../../../i18n/format-lab.ts'

const lists = new Intl.ListFormat('en', { type: 'conjunction', style: 'long' })

/** What a file was made from in the first place: of `Q8_0, from F16, from Q4_1` the last. */
const firstOrigin = (origin: string | null | undefined): string => (origin ?? '').split(', from ').at(-1) ?? ''

/** Surprises in words. What is true of several variants alike is said once. */
export function surpriseSentences(
  surprises: readonly LabSurprise[],
  { variants, qualitySetup }: Pick<LabRun, 'variants' | 'qualitySetup'>,
  t: TFunction<'labVerdict'>,
): string[] {
  const labelOf = (variant: number | null) => (variant === null ? '' : (variants[variant]?.label ?? ''))
  const groups = new Map<string, LabSurprise[]>()
  for (const surprise of surprises) {
    const { kind, variant, other, params } = surprise
    const key = {
      'larger-and-worse': `${kind} ${variant} ${other}`,
      'larger-and-faster': `${kind} ${variant} ${other}`,
      'reference-is-quantized': kind,
      'fallback-tensors': `${kind} ${params.count} ${params.total}`,
      requantized: `${kind} ${firstOrigin(variants[variant]?.model.origin)}`,
    }[kind]
    groups.set(key, [...(groups.get(key) ?? []), surprise])
  }
  const sentenceOf = (group: readonly LabSurprise[], { kind, variant, other, params }: LabSurprise): string => {
    const labels = lists.format(group.map((surprise) => labelOf(surprise.variant)))
    switch (kind) {
      case 'larger-and-worse':
      case 'larger-and-faster':
        return t(`surprise.${kind}`, {
          label: labelOf(variant),
          other: labelOf(other),
          share: formatPlainPercent(Math.abs(params.share ?? 0)),
        })
      case 'fallback-tensors':
        return t('surprise.fallback-tensors', {
          labels,
          tensors: formatNumber(params.count),
          total: formatNumber(params.total),
        })
      case 'reference-is-quantized':
        return t('surprise.reference-is-quantized', {
          reference: qualitySetup?.reference.quantization ?? labelOf(variant),
        })
      case 'requantized':
        return t('surprise.requantized', {
          count: group.length,
          labels,
          origin: firstOrigin(variants[variant]?.model.origin),
        })
    }
  }
  return [...groups.values()].flatMap((group) => (group[0] ? [sentenceOf(group, group[0])] : []))
}
