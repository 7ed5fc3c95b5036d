import { useTranslation } from 'react-i18next'
import { joulesPerToken, type Provenance, perMillionTokens, type Range } from '#contract/energy.ts'
import { useMeterState } from '../../../stores/stores.tsx'
import { ProvenanceBadge } from '../../../ui/provenance-badge.tsx'

type PerMillionLineProps = {
  /** A price or a factor, of a kilowatt-hour. */
  perKwh: number
  /** The range in words, as its provenance lets it be told. */
  format: (range: Range, provenance: Provenance) => string
}

/** What the figure makes of a million tokens, at the rate of the last answer; nothing before there is one. */
export const PerMillionLine = ({ perKwh, format }: PerMillionLineProps) => {
  const { t } = useTranslation('settings')
  const energy = useMeterState(({ lastAnswer }) => lastAnswer)?.energy
  const rate = energy && joulesPerToken(energy.decode)
  if (!energy || !rate) return null
  return (
    <p className="flex flex-wrap items-center gap-x-3 text-ink2">
      {t('cost.perMillion', { amount: format(perMillionTokens(rate, perKwh), energy.provenance) })}
      <ProvenanceBadge kind={energy.provenance} />
    </p>
  )
}
