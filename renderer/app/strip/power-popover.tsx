import { type ReactElement, useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { SourceRow } from '../../features/meter/contents/source-row.tsx'
import { openGuide, useGuideOpen } from '../../features/meter/guide/guide-state.ts'
import { formatPower, formatWattHours } from '../../i18n/format-energy.ts'
import { formatMoneySum } from '../../i18n/format-money.ts'
import { useMeterState } from '../../stores/stores.tsx'
import { Button } from '../../ui/button.tsx'
import { OriginText } from '../../ui/energy-provenance.tsx'
import { Popover } from '../../ui/popover.tsx'

const Figures = () => {
  const { t } = useTranslation('energy')
  const meter = useMeterState(({ today, idlePowerW, charged }) => ({ today, idlePowerW, charged }))
  if (!meter) return null
  const { today, idlePowerW, charged } = meter
  const money = formatMoneySum(today.money, today.provenance)
  const energy = formatWattHours(today.energyJ, today.provenance)
  const rows: [string, string][] = [[t('sources.today'), [energy, money].filter(Boolean).join(' ≈ ')]]
  if (idlePowerW && charged) rows.push([t('sources.idle'), formatPower(idlePowerW, charged.provenance)])
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-x-3 border-t border-rule px-4 py-2">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink2">{name}</dt>
          <dd className="text-right type-statistic leading-5! text-ink">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const Sources = ({ onLeave }: { onLeave: () => void }) => {
  const { t } = useTranslation('energy')
  const meter = useMeterState(({ sources, charged }) => ({ sources, charged }))
  const sources = meter?.sources ?? []
  const charged = meter?.charged ?? null
  const isGuideOpen = useGuideOpen()
  // The guide is on the Meter page.
  useEffect(() => {
    if (isGuideOpen) onLeave()
  }, [isGuideOpen, onLeave])
  const canUnlock = charged === null || charged.provenance === 'estimated'
  return (
    <>
      <h2 className="px-4 pt-3 pb-1 font-semibold">{t('sources.title')}</h2>
      <div className="px-4 pb-2 type-secondary text-ink2">
        {charged ? (
          <OriginText {...charged} range={charged.powerW} />
        ) : (
          <p>{t(sources.length === 0 ? 'sources.none' : 'means.not-measured')}</p>
        )}
      </div>
      <ul>
        {sources.map((source) => (
          <SourceRow key={source.id} source={source} all={sources} />
        ))}
      </ul>
      <Figures />
      <div className="flex justify-end gap-2 border-t border-rule px-4 py-2">
        <Button size="compact" onClick={onLeave}>
          {t('sources.meterPage')}
        </Button>
        {canUnlock && (
          <Button size="compact" onClick={openGuide}>
            {t('sources.unlock')}
          </Button>
        )}
      </div>
    </>
  )
}

/** Where the power of now is read, what the sum leaves out and what today took, hanging from the strip. */
export const PowerPopover = ({ trigger }: { trigger: ReactElement }) => {
  const { t } = useTranslation('energy')
  const [, navigate] = useLocation()
  const [isOpen, setIsOpen] = useState(false)
  const leave = useCallback(() => {
    setIsOpen(false)
    navigate('/meter')
  }, [navigate])
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      side="top"
      align="start"
      label={t('sources.title')}
      trigger={trigger}
      className="w-88"
    >
      <Sources onLeave={leave} />
    </Popover>
  )
}
