import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../i18n/format.ts'
import { useEngineState } from '../../stores/stores.tsx'
import { ContextBar } from '../context-gauge.tsx'
import { PrivacyLine } from '../privacy-line.tsx'
import { Reading } from './reading.tsx'

/** How much of the context is used, and what was sent to the network. */
export const ContextCell = () => {
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
      className="flex-[1.5] max-wide:flex-2 max-medium:flex-1"
    />
  )
}
