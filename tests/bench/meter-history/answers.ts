import type { Store } from '../../../main/core/ports/store.ts'
import { someEnergy } from '../../support/energies.ts'

const answersOfConversation = 25
const models = ['Small 1B', 'Middle 8B', 'Middle 14B', 'Large 70B']

/** Writes answers into the ledger, evenly over a time, with their conversations and an idle entry for each hour. */
export function writeAnswers(store: Store, count: number, fromMs: number, toMs: number): void {
  for (let index = 0; index < count; index += 1) {
    const conversationId = `conversation-${Math.floor(index / answersOfConversation)}-${'0'.repeat(16)}`
    const startedAtMs = Math.floor(fromMs + ((toMs - fromMs) * index) / count)
    if (index % answersOfConversation === 0) {
      const settings = { systemPrompt: null, sampling: {} }
      const conversation = { id: conversationId, title: `Question ${index}`, createdAtMs: startedAtMs, settings }
      store.conversations.append({ conversation, messages: [] })
    }
    const modelName = models[Math.floor(index / 300) % models.length] ?? ''
    store.energyLedger.addAnswer({
      messageId: `message-${index}-${'0'.repeat(20)}`,
      conversationId,
      modelId: `model-${modelName}`,
      modelName,
      quantization: 'Q4_K_M',
      energy: { ...someEnergy, startedAtMs, endedAtMs: startedAtMs + 8000 },
    })
  }
  for (let hourStartMs = fromMs; hourStartMs < toMs; hourStartMs += 3_600_000) {
    const { provenance, money, carbon, energyJ } = someEnergy
    const model = { modelId: 'model-Small 1B', modelName: 'Small 1B', quantization: 'Q4_K_M' }
    const figures = { durationMs: 600_000, energyJ, provenance, money, carbonG: carbon?.grams ?? null }
    store.energyLedger.addHours([{ kind: 'idle', hourStartMs, ...model, ...figures }])
  }
}
