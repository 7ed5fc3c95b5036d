import { useTranslation } from 'react-i18next'
import type { EnergyTotals } from '#contract/meter.ts'
import { formatCount, formatDate, formatLongDuration, formatNumber, formatShare } from '../../i18n/format.ts'
import { formatCarbon, formatWattHours } from '../../i18n/format-energy.ts'
import { formatPrice } from '../../i18n/format-money.ts'
import { EnergyProvenance } from '../../ui/energy-provenance.tsx'
import { moneyOf } from './priced-money.ts'

/** All that was ever metered, in a row of figures. */
export const Lifetime = ({ lifetime, sinceMs }: { lifetime: EnergyTotals; sinceMs: number }) => {
  const { t } = useTranslation('meter')
  const { all, idle } = lifetime
  const idleShare = all.energyJ.central > 0 ? idle.energyJ.central / all.energyJ.central : null
  const cells: [label: string, value: string][] = [
    [t('lifetime.answers'), formatNumber(lifetime.answers)],
    [t('lifetime.tokens'), formatCount(lifetime.promptTokens + lifetime.decodeTokens)],
    [t('lifetime.energy'), formatWattHours(all.energyJ, all.provenance)],
    [t('lifetime.idleShare'), `${formatShare(idleShare)}, ${formatLongDuration(idle.durationMs)}`],
    ...(all.money.length > 0 ? [[t('lifetime.money'), moneyOf(all, t)] satisfies [string, string]] : []),
    ...lifetime.hardware.map(({ currency, amount }): [string, string] => [
      t('lifetime.hardware'),
      formatPrice(currency, amount),
    ]),
    ...(all.carbonG
      ? [[t('lifetime.carbon'), formatCarbon(all.carbonG, all.provenance)] satisfies [string, string]]
      : []),
  ]
  return (
    <section aria-labelledby="meter-lifetime">
      <h2 id="meter-lifetime" className="mb-2 flex items-baseline gap-3 type-section">
        {t('lifetime.title', { since: formatDate(sinceMs) })}
        <EnergyProvenance provenance={all.provenance} range={all.energyJ} />
      </h2>
      <dl className="flex flex-wrap border-t-[1.5px] border-b border-ink2 border-b-rule2">
        {cells.map(([label, value]) => (
          <div key={`${label} ${value}`} className="border-l border-rule px-4 py-2 first:border-l-0 first:pl-0">
            <dt className="type-small-caps">{label}</dt>
            <dd className="type-reading">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
