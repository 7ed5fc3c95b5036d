import type { AnswerConditions, AnswerFigures } from '#contract/conversations.ts'
import type { AnswerEnergy } from '#contract/energy.ts'
import type { WattleConnection } from '../../data/client.ts'

/** Conversations that are looked through for an answer that was measured. */
const conversationsToTry = 3

export type LastAnswer = {
  figures: AnswerFigures
  conditions: AnswerConditions | null
  /** null where nothing was measured, and until its last readings are there. */
  energy: AnswerEnergy | null
}

/** The figures of the newest answer that was measured; null where there is none. */
export const lastAnswer = async (
  client: Pick<WattleConnection['client'], 'conversations'>,
): Promise<LastAnswer | null> => {
  const summaries = await client.conversations.list()
  for (const { id } of summaries.slice(0, conversationsToTry)) {
    const { messages } = await client.conversations.get({ id })
    const found = messages.findLast((message) => message.figures !== null)
    if (found?.figures) return { figures: found.figures, conditions: found.conditions, energy: found.energy }
  }
  return null
}
