import { useTranslation } from 'react-i18next'
import { useTimeLeft } from '../../features/lab/use-time-left.ts'
import { formatNumber, formatTime } from '../../i18n/format.ts'
import { useEngineState, useIsLabAtWork } from '../../stores/stores.tsx'
import { ContextBar } from '../context-gauge.tsx'
import { PrivacyLine } from '../privacy-line.tsx'
import { Reading } from './reading.tsx'

const cellClass = 'flex-[1.5] max-wide:flex-2 max-medium:flex-1'

/** While the lab is at work: how long it still takes, and about when it ends. */
const LabLeft = () => {
  const { t } = useTranslation('app')
  const left = useTimeLeft()
  if (left === null)
    return <Reading value={formatNumber(null)} unit={t('strip.left')} provenance={null} className={cellClass} />
  const ends = t('strip.ends', { time: formatTime(Date.now() + left.centralMs) })
  return (
    <Reading
      value={left.central}
      unit={left.range === '' ? t('strip.left') : t('strip.leftBetween', { range: left.range })}
      provenance={<span className="truncate type-secondary text-ink3">{ends}</span>}
      className={cellClass}
    />
  )
}

const Context = () => {
  const { t } = useTranslation('app')
  const context = useEngineState((state) => ({
    used: state.contextUsedTokens,
    total: state.loaded?.contextTokens ?? null,
  }))
  const total = context?.total ?? null
  const used = total === null ? null : (context?.used ?? 0)
  return (
    <Reading
      value={formatNumber(used)}
      unit={total === null ? t('strip.context') : t('strip.ofContext', { total: formatNumber(total) })}
      provenance={<PrivacyLine />}
      side={
        total !== null && used !== null && <ContextBar used={used} total={total} className="w-12 max-wide:hidden" />
      }
      isSideShort
      className={cellClass}
    />
  )
}

/** How much of the context is used, and what was sent to the network; while the lab has the machine, how long that still takes. */
export const ContextCell = () => (useIsLabAtWork() ? <LabLeft /> : <Context />)
