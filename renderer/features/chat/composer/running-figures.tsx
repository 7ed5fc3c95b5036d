import { useTranslation } from 'react-i18next'
import type { Message } from '#contract/conversations.ts'
import { formatDuration, formatNumber } from '../../../i18n/format.ts'
import { useEngineState } from '../../../stores/stores.tsx'
import { useAnswer } from '../answers/use-answer.ts'

/** How far the answer is, beside Stop: renewed with the engine's readings, four times a second. */
export const RunningFigures = ({ message }: { message: Message }) => {
  const { t } = useTranslation('chat')
  const tokens = useEngineState((state) => (state.live?.messageId === message.id ? state.live.decodeTokens : null))
  const since = useAnswer(message, (answer) => answer.writingSinceMs)
  if (tokens == null || tokens === 0 || since == null) return null
  return (
    <span className="type-statistic" aria-hidden>
      {t('figure.tokens', { count: tokens, tokens: formatNumber(tokens) })} · {formatDuration(Date.now() - since)}
    </span>
  )
}
