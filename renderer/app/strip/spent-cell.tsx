import { useTranslation } from 'react-i18next'
import type { MeterState } from '#contract/meter.ts'
import { wattHoursFigure } from '../../i18n/format-energy.ts'
import { moneyFigure } from '../../i18n/format-money.ts'
import type { Figure } from '../../i18n/format-range.ts'
import { onlyMoney } from '../../stores/energy-histories.ts'
import { useMeterState } from '../../stores/stores.tsx'
import { EnergyProvenance } from '../../ui/energy-provenance.tsx'
import { ProvenanceBadge } from '../../ui/provenance-badge.tsx'
import { EnergyCurve, energyCellWidth } from './energy-cell.tsx'
import { Reading } from './reading.tsx'

/** In money; energy where no tariff is set, and where there are several currencies. */
const figureOf = ({ conversation }: MeterState): Figure => {
  const sum = conversation?.sum
  const money = sum && onlyMoney(sum)
  return money ? moneyFigure(money, sum?.provenance) : wattHoursFigure(sum?.energyJ, sum?.provenance)
}

const Badge = () => {
  const { t } = useTranslation('energy')
  const origin = useMeterState(({ conversation, charged }) => ({
    ...charged,
    provenance: conversation?.sum.provenance ?? null,
    range: conversation?.sum.energyJ ?? null,
  }))
  return <EnergyProvenance {...(origin ?? { provenance: null })} method={`${t('strip.spent')}.`} />
}

/** What the conversation cost so far, with the answer in progress. */
export const SpentCell = () => {
  const { t } = useTranslation(['app', 'energy'])
  const now = useMeterState((state) => ({
    ...figureOf(state),
    isLive: state.live !== null,
    isKnown: state.conversation?.sum.provenance != null,
    canMeasure: state.charged !== null,
  }))
  const figure = now ?? wattHoursFigure(null, null)
  return (
    <Reading
      value={figure.value}
      unit={
        <>
          {now?.isKnown && figure.unit}{' '}
          <span className={now?.isKnown ? 'max-wide:hidden' : undefined}>{t('energy:soFar')}</span>
        </>
      }
      title={now?.isKnown ? t('energy:strip.spent') : undefined}
      provenance={
        now?.isKnown ? (
          <Badge />
        ) : (
          <ProvenanceBadge kind="not-measured">
            {now?.canMeasure ? t('strip.afterFirstAnswer') : undefined}
          </ProvenanceBadge>
        )
      }
      side={now?.isKnown && <EnergyCurve of="spent" beside={figure.value} isLive={now.isLive} />}
      className={energyCellWidth}
    />
  )
}
