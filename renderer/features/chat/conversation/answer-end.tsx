import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '#contract/conversations.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { openModelPicker } from '../../../stores/interface.ts'
import { Button } from '../../../ui/button.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { canContinue } from '../message-tree.ts'
import type { AnswerActions } from './answer.tsx'
import { EngineLogDialog } from './engine-log-dialog.tsx'

type AnswerEndProps = Pick<AnswerActions, 'onContinue' | 'onRegenerate'> & { message: Message; tokens: number }

const modelCodes = /^(?:MODEL_|OUT_OF_MEMORY|ENGINE_CIRCUIT_OPEN|STARTER_)/

/** How an answer ended, where that was not by itself: why, what was kept, and the ways on. */
export const AnswerEnd = ({ message, tokens, onContinue, onRegenerate }: AnswerEndProps) => {
  const { t } = useTranslation('chat')
  const [isLogOpen, setIsLogOpen] = useState(false)
  if (message.state === 'complete' || message.state === 'stopped') {
    if (message.state === 'complete' && !canContinue(message)) return null
    const reason =
      message.state === 'stopped' ? 'stopped' : message.finishReason === 'max-tokens' ? 'maxTokens' : 'contextFull'
    return (
      <p className="mt-3 flex flex-wrap items-center gap-3 type-interface text-ink2">
        {t(`end.${reason}`)}
        <Button size="compact" onClick={() => onContinue(message)}>
          {t('action.continue')}
        </Button>
      </p>
    )
  }
  const problem = message.problem ?? { code: 'APP_CLOSED' as const, params: {}, detail: null }
  const isModelAtFault = modelCodes.test(problem.code)
  const kept =
    message.text === ''
      ? undefined
      : tokens > 0
        ? t('end.keptTokens', { tokens: formatNumber(tokens), count: tokens })
        : t('end.kept')
  return (
    <div className="mt-4">
      <ProblemNotice
        problem={problem}
        kept={kept}
        actions={
          <>
            {isModelAtFault && (
              <Button variant="primary" onClick={openModelPicker}>
                {t('action.chooseModel')}
              </Button>
            )}
            {canContinue(message) && (
              <Button variant={isModelAtFault ? 'secondary' : 'primary'} onClick={() => onContinue(message)}>
                {t('action.continue')}
              </Button>
            )}
            <Button
              variant={canContinue(message) || isModelAtFault ? 'secondary' : 'primary'}
              onClick={() => onRegenerate(message)}
            >
              {t('action.tryAgain')}
            </Button>
            {!isModelAtFault && (
              <Button variant="text" onClick={openModelPicker}>
                {t('action.chooseModel')}
              </Button>
            )}
            <Button variant="text" onClick={() => setIsLogOpen(true)}>
              {t('action.showLog')}
            </Button>
          </>
        }
      />
      <EngineLogDialog isOpen={isLogOpen} onOpenChange={setIsLogOpen} />
    </div>
  )
}
