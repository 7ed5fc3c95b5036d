import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../data/client-context.tsx'
import { useMeterState, useSpeedHistory } from '../../stores/stores.tsx'
import { lastAnswer } from './last-answer.ts'
import { LastAnswerTable } from './last-answer-table.tsx'

/** The newest answer that was measured: its speed by the engine's clock, its energy by the meter. */
export const LastAnswerSection = () => {
  const { t } = useTranslation('meter')
  const client = useClient()
  const endedAtMs = useSpeedHistory((history) => history.endedAtMs)
  const meteredId = useMeterState((state) => state.lastAnswer?.messageId ?? null)
  // The key changes with each answer that ends or becomes metered, which is when there is something new to ask for.
  const answer = useQuery({ queryKey: ['last-answer', endedAtMs, meteredId], queryFn: () => lastAnswer(client) })
  return (
    <section className="max-w-200">
      <h2 className="mb-2 type-section">{t('lastAnswer')}</h2>
      {answer.data ? (
        <LastAnswerTable {...answer.data} />
      ) : (
        answer.data === null && <p className="type-empty text-ink2">{t('noAnswer')}</p>
      )}
    </section>
  )
}
