import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { settingPath } from '../../../data/setting-path.ts'
import { formatPower } from '../../../i18n/format-energy.ts'
import { formatPrice } from '../../../i18n/format-money.ts'
import { closeContentsOverlay } from '../../../stores/interface.ts'
import { useMeterState, useSettings } from '../../../stores/stores.tsx'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { SmallCaps } from '../../../ui/small-caps.tsx'
import { openGuide } from '../guide/guide-state.ts'
import { EstimateOnly, isEstimateOnly } from './estimate-only.tsx'
import { SourceRow } from './source-row.tsx'

const Tariff = () => {
  const { t } = useTranslation('meter')
  const tariff = useSettings((settings) => settings.tariff) ?? null
  const idlePowerW = useMeterState((state) => state.idlePowerW) ?? null
  const provenance = useMeterState((state) => state.charged?.provenance ?? null) ?? null
  return (
    <dl className="border-t border-rule px-4 py-3 [&>div]:flex [&>div]:items-baseline [&>div]:justify-between [&>div]:gap-2">
      <div>
        <dt>{t('contents.tariff')}</dt>
        <dd className="type-figure">
          {tariff ? (
            t('contents.perKwh', { price: formatPrice(tariff.currency, tariff.pricePerKwh) })
          ) : (
            <Link
              href={settingPath('cost.tariff')}
              className="type-interface underline decoration-edge underline-offset-[3px]"
            >
              {t('setPrice')}
            </Link>
          )}
        </dd>
      </div>
      <div>
        <dt className="text-ink2">{t('contents.idle')}</dt>
        <dd className="type-statistic text-ink2">
          {idlePowerW ? formatPower(idlePowerW, provenance ?? 'estimated') : t('contents.idleUnknown')}
        </dd>
      </div>
    </dl>
  )
}

/** The contents column of the meter: every source with its state, the tariff and what is subtracted. */
export const MeterContents = () => {
  const { t } = useTranslation('meter')
  const [, navigate] = useLocation()
  const sources = useMeterState((state) => state.sources)
  const isOn = useSettings(({ meter }) => meter.isOn) ?? true
  return (
    <>
      <div className="flex items-center justify-between py-1.5 pr-2 pl-4">
        <SmallCaps as="h2">{t('contents.title')}</SmallCaps>
        <IconButton
          icon={Plus}
          label={t('contents.add')}
          onClick={() => {
            closeContentsOverlay()
            navigate(settingPath('meter.plugs'))
          }}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reached by keyboard. */}
      <div className="min-h-0 flex-1 overflow-y-auto -outline-offset-2!" tabIndex={0}>
        {sources && sources.length > 0 && (
          <ul>
            {sources.map((source) => (
              <SourceRow key={source.id} source={source} all={sources} />
            ))}
          </ul>
        )}
        {sources && isEstimateOnly(sources) && (
          <div className="border-t border-rule px-4 py-3">
            <EstimateOnly />
          </div>
        )}
        {sources?.length === 0 && !isOn && <EmptyState>{t('contents.off')}</EmptyState>}
        {sources?.length === 0 && isOn && (
          <EmptyState action={<Button onClick={openGuide}>{t('findMeter')}</Button>}>{t('contents.none')}</EmptyState>
        )}
      </div>
      <Tariff />
    </>
  )
}
