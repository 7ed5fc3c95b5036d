import { Check, Copy, RefreshCw } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '#contract/conversations.ts'
import { formatDuration, formatNumber, formatRate } from '../../../i18n/format.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { useCopied } from '../../../ui/use-copied.ts'
import type { AnswerActions } from './answer.tsx'
import { AnswerEnergyFigures } from './answer-energy.tsx'

type StatisticsLineProps = Pick<AnswerActions, 'onRegenerate'> & {
  message: Message
  /** It ended while this page watched: its energy may still come. */
  isFresh: boolean
}

/** What an answer took, under a hairline, and what can be done with it. */
export const StatisticsLine = ({ message, isFresh, onRegenerate }: StatisticsLineProps) => {
  const { t } = useTranslation('chat')
  const { isCopied, copy } = useCopied()
  const { figures, conditions, energy } = message
  const parts: { key: string; content: ReactNode; isNarrowOnly?: boolean }[] = []
  if (figures) {
    parts.push({
      key: 'tokens',
      content: t('figure.tokens', { count: figures.decodeTokens, tokens: formatNumber(figures.decodeTokens) }),
    })
    if (figures.tokensPerSecond !== null) {
      parts.push({ key: 'rate', content: t('figure.rate', { rate: formatRate(figures.tokensPerSecond) }) })
    }
    if (figures.ttftMs !== null)
      parts.push({ key: 'ttft', content: t('figure.ttft', { time: formatDuration(figures.ttftMs) }) })
    if (figures.reusedTokens > 0) {
      const values = { reused: formatNumber(figures.reusedTokens), prompt: formatNumber(figures.promptTokens) }
      parts.push({ key: 'reused', content: t('figure.reused', values), isNarrowOnly: true })
    }
  }
  // An answer that was cut short took energy too, and has no figures of its own.
  if (figures ?? conditions ?? energy) {
    parts.push({ key: 'energy', content: <AnswerEnergyFigures message={message} isFresh={isFresh} /> })
  }
  return (
    <div className="mt-4 flex flex-wrap items-center gap-x-2 border-t border-rule pt-1 type-statistic text-ink2">
      {parts.map(({ key, content, isNarrowOnly }, index) => (
        <Fragment key={key}>
          {index > 0 && (
            <span aria-hidden className={isNarrowOnly ? 'text-ink3 wide:hidden' : 'text-ink3'}>
              ·
            </span>
          )}
          <span className={isNarrowOnly ? 'wide:hidden' : undefined}>{content}</span>
        </Fragment>
      ))}
      <span className="-mr-1.5 ml-auto flex">
        <IconButton
          icon={isCopied ? Check : Copy}
          size="inline"
          label={isCopied ? t('code.copied') : t('action.copy')}
          onClick={() => copy(message.text)}
        />
        <IconButton
          icon={RefreshCw}
          size="inline"
          label={t('action.regenerate')}
          onClick={() => onRegenerate(message)}
        />
      </span>
    </div>
  )
}
