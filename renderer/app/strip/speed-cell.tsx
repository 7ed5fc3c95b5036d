import { useTranslation } from 'react-i18next'
import { formatRate } from '../../i18n/format.ts'
import { useEngineState, useSpeedHistory } from '../../stores/stores.tsx'
import { ProvenanceBadge } from '../../ui/provenance-badge.tsx'
import { Sparkline } from '../../ui/sparkline.tsx'
import { curveWidth, Reading } from './reading.tsx'

/** The decode rate, by the engine's own clock. */
export const SpeedCell = () => {
  const { t } = useTranslation('app')
  const { values, isLive } = useSpeedHistory((history) => history)
  const lastAnswer = useEngineState((state) => state.lastTokensPerSecond)
  // At rest the same figure as below the answer: two rates of one answer would only raise doubts.
  const latest = (isLive ? values.at(-1) : lastAnswer) ?? undefined
  return (
    <Reading
      className="max-medium:w-[127px] max-medium:flex-none"
      value={formatRate(latest)}
      unit={t('unit.tokensPerSecond')}
      title={latest === undefined ? undefined : t(isLive ? 'strip.speedLive' : 'strip.speedAtRest')}
      provenance={
        latest === undefined ? (
          <ProvenanceBadge kind="not-measured">{t('strip.afterFirstAnswer')}</ProvenanceBadge>
        ) : (
          <ProvenanceBadge kind="engine-timer" />
        )
      }
      // Without a rate its place is taken by the words that say why.
      side={
        latest !== undefined &&
        values.length > 0 && (
          <Sparkline values={values} isLive={isLive} width={curveWidth} className="max-wide:hidden" />
        )
      }
    />
  )
}
