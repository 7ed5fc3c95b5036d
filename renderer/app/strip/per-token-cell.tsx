import { useTranslation } from 'react-i18next'
import { joulesPerToken } from '#contract/energy.ts'
import type { MeterState } from '#contract/meter.ts'
import { unknownFigure } from '../../i18n/format.ts'
import { formatJoulesPerToken } from '../../i18n/format-energy.ts'
import { useMeterState } from '../../stores/stores.tsx'
import { classNames } from '../../ui/class-names.ts'
import { type EnergyOrigin, EnergyProvenance } from '../../ui/energy-provenance.tsx'
import { ProvenanceBadge } from '../../ui/provenance-badge.tsx'
import { EnergyCurve, energyCellWidth } from './energy-cell.tsx'
import { Reading } from './reading.tsx'

/** Of the answer in progress what its energy so far is from, else of the last one. */
const originOf = ({
  live,
  charged,
  lastAnswer,
}: Pick<MeterState, 'live' | 'charged' | 'lastAnswer'>): EnergyOrigin | null => {
  if (live) {
    return { ...charged, provenance: live.sum.provenance, range: live.joulesPerToken }
  }
  if (!lastAnswer) return null
  const { provenance, sources, leavesOut, decode } = lastAnswer.energy
  return { provenance, sources, scopes: sources.map(({ scope }) => scope), leavesOut, range: joulesPerToken(decode) }
}

const textOf = (state: MeterState): string => {
  const origin = originOf(state)
  return formatJoulesPerToken(origin?.range, origin?.provenance)
}

const Badge = ({ isLive }: { isLive: boolean }) => {
  const { t } = useTranslation('energy')
  const state = useMeterState(({ live, charged, lastAnswer }) => ({ live, charged, lastAnswer }))
  const origin = (state && originOf(state)) ?? { provenance: null }
  const method = t(isLive ? 'strip.perTokenLive' : 'strip.perTokenAtRest')
  return <EnergyProvenance {...origin} method={`${method}.`} />
}

/** Joules a token: of the answer in progress, else of the last one. */
export const PerTokenCell = () => {
  const { t } = useTranslation(['app', 'energy'])
  const now = useMeterState((state) => ({
    text: textOf(state),
    isLive: state.live !== null,
    canMeasure: state.charged !== null,
    isTooShort: state.live === null && state.lastAnswer?.energy.decode.isTooShort === true,
    hasGap: (state.lastAnswer?.energy.gapMs ?? 0) > 0,
  }))
  const isKnown = now !== undefined && now.text !== unknownFigure
  const isLive = now?.isLive ?? false
  const reason = now?.isTooShort
    ? t(now.hasGap ? 'energy:answer.notTold' : 'energy:answer.tooShort')
    : isLive
      ? t('energy:line.measuring')
      : t('strip.afterFirstAnswer')
  return (
    <Reading
      value={now?.text ?? unknownFigure}
      unit={t('unit.joulesPerToken')}
      title={isKnown ? t(isLive ? 'energy:strip.perTokenLive' : 'energy:strip.perTokenAtRest') : undefined}
      provenance={
        isKnown ? (
          <Badge isLive={isLive} />
        ) : (
          <ProvenanceBadge kind="not-measured">{now?.canMeasure ? reason : undefined}</ProvenanceBadge>
        )
      }
      side={isKnown && <EnergyCurve of="perToken" beside={now.text} isLive={isLive} />}
      className={classNames(energyCellWidth, 'max-[800px]:hidden')}
    />
  )
}
