import { useTranslation } from 'react-i18next'
import { formatNumber } from '../i18n/format.ts'
import { useEngineState } from '../stores/stores.tsx'

/** How full the context is, as a small bar: ink, and clay from nine tenths on, where the end is near. */
export const ContextBar = ({
  used,
  total,
  className = 'w-12',
}: {
  used: number
  total: number
  className?: string
}) => {
  const share = Math.min(1, used / total)
  return (
    <span aria-hidden className={`relative block h-1 shrink-0 overflow-hidden rounded-full bg-rule2 ${className}`}>
      <span
        className={`absolute inset-y-0 left-0 ${share > 0.9 ? 'bg-clay' : 'bg-ink2'}`}
        style={{ width: `${share * 100}%` }}
      />
    </span>
  )
}

/** The gauge by the model plate; its figures are in the meter strip. */
export const ContextGauge = () => {
  const { t } = useTranslation('app')
  const context = useEngineState((state) => ({
    used: state.contextUsedTokens ?? 0,
    total: state.loaded?.contextTokens ?? null,
  }))
  if (!context?.total) return null
  const words = t('plate.context', { used: formatNumber(context.used), total: formatNumber(context.total) })
  return (
    <span className="flex h-full items-center border-l border-rule px-2.5 max-wide:hidden" title={words}>
      <ContextBar used={context.used} total={context.total} className="w-9" />
      <span className="sr-only">{words}</span>
    </span>
  )
}
