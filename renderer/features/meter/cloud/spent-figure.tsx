import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { scaleRange } from '#contract/energy.ts'
import type { EnergyTotals } from '#contract/meter.ts'
import { settingPath } from '../../../data/setting-path.ts'
import { formatDate } from '../../../i18n/format.ts'
import { formatWattHours } from '../../../i18n/format-energy.ts'
import { formatPrice } from '../../../i18n/format-money.ts'
import { Chart } from '../../../ui/chart/chart.tsx'
import { EnergyProvenance } from '../../../ui/energy-provenance.tsx'
import { pricedShare } from '../priced-money.ts'
import { formatLongDay, formatTimeTick } from '../time-words.ts'
import { cloudText, localText, moneyTick } from './money-words.ts'
import { spentByDay } from './spent-curve.ts'
import { type SpentWords, spentSpec } from './spent-spec.ts'
import { spentTable } from './spent-table.ts'
import { useExchange } from './use-exchange.ts'
import { useCloudPoints } from './use-spent.ts'

type SpentFigureProps = { lifetime: EnergyTotals; sinceMs: number; nowMs: number }

/** Fig. 3: what electricity cost since the first metering, against the cloud's prices for the same tokens. */
export const SpentFigure = ({ lifetime, sinceMs, nowMs }: SpentFigureProps) => {
  const { t, i18n } = useTranslation('meter')
  const { t: tApp } = useTranslation('app')
  const { currency, hasTariff, exchange } = useExchange()
  const hasRate = exchange('USD') !== null
  const points = useCloudPoints(sinceMs, nowMs, exchange)
  // The cloud asks by the token: without one there is nothing to draw.
  const hasTokens = lifetime.promptTokens + lifetime.decodeTokens > 0
  const cloud = useMemo(() => (hasTokens && points ? points : []), [hasTokens, points])
  const local = useMemo(() => spentByDay(lifetime, currency, nowMs), [lifetime, currency, nowMs])
  const hardware = lifetime.hardware.find((one) => one.currency === currency)?.amount ?? 0
  const provenance = lifetime.all.provenance
  const spanMs = nowMs - sinceMs
  // biome-ignore lint/correctness/useExhaustiveDependencies: the language stands for both translators.
  const words = useMemo(
    (): SpentWords => ({
      local: t('cloud.local'),
      withHardware: t('cloud.withHardware'),
      cloudHigh: t('cloud.cloudHigh'),
      cloudLow: t('cloud.cloudLow'),
      cloud: t('cloud.cloud'),
      money: (amount) => formatPrice(currency, amount),
      localMoney: (amount) => localText(amount, currency, provenance),
      cloudMoney: (cost) => cloudText(cost, currency),
      estimated: tApp('provenance.estimated'),
      tick: (atMs) => formatTimeTick(atMs, spanMs * 1.3),
      title: (atMs) => formatDate(atMs),
      amount: (value, isTop) => moneyTick(value, isTop, currency),
    }),
    [currency, provenance, spanMs, i18n.language],
  )
  const spec = useMemo(
    () => spentSpec({ sinceMs, nowMs, local, hardware, cloud }, words),
    [sinceMs, nowMs, local, hardware, cloud, words],
  )
  const since = formatLongDay(sinceMs)
  const claim = cloud.length === 0 ? 'cloud.claimLocal' : local.length === 0 ? 'cloud.claimCloud' : 'cloud.claim'
  const spent = local.at(-1)?.spent
  const unpriced = scaleRange(lifetime.all.energyJ, 1 - pricedShare(lifetime.all))
  return (
    <div className="min-w-0">
      {points === null && <div className="h-66" />}
      {points && (cloud.length > 0 || local.length > 0) && (
        <Chart
          number={3}
          claim={t(claim, { since })}
          badge={<EnergyProvenance provenance="estimated" method={t('cloud.method')} />}
          spec={spec}
          fileName="wattle-cloud"
          data={() =>
            spentTable(
              { local, cloud },
              {
                time: t('cloud.time'),
                local: t('cloud.localColumn', { currency }),
                cloudLow: t('cloud.cloudLowColumn', { currency }),
                cloudHigh: t('cloud.cloudHighColumn', { currency }),
              },
            )
          }
        />
      )}
      {points && cloud.length === 0 && local.length === 0 && (
        <p className="py-6 type-empty text-ink2">{t(hasTokens ? 'cloud.none' : 'cloud.noTokens')}</p>
      )}
      {!hasTariff && (
        <p className="mt-1 type-secondary text-ink2">
          {t('cloud.noPrice')}{' '}
          <Link href={settingPath('cost.tariff')} className="text-ink underline decoration-edge underline-offset-[3px]">
            {t('setPrice')}
          </Link>
        </p>
      )}
      {local.length > 0 && pricedShare(lifetime.all) < 1 && (
        <p className="mt-1 type-secondary text-ink2">
          {t('cloud.unpriced', { energy: formatWattHours(unpriced, provenance) })}
        </p>
      )}
      {hasTariff && !hasRate && (
        <p className="mt-1 type-secondary text-ink2">
          {t('cloud.noRate', { currency, money: spent ? localText(spent, currency, provenance) : '–' })}{' '}
          <Link
            href={settingPath('cost.exchangeRate')}
            className="text-ink underline decoration-edge underline-offset-[3px]"
          >
            {t('setRate')}
          </Link>
        </p>
      )}
    </div>
  )
}
