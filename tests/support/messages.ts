import type { AnswerConditions, AnswerFigures, Message } from '#contract/conversations.ts'
import { defaultSampling } from '#contract/sampling.ts'

let made = 0

/** A complete question unless told otherwise, with an id of its own. */
export function aMessage(parts: Partial<Message> & Pick<Message, 'conversationId'>): Message {
  made += 1
  return {
    id: `message-${made}`,
    parentId: null,
    role: 'user',
    text: `Message ${made}`,
    createdAtMs: made,
    state: 'complete',
    finishReason: null,
    problem: null,
    figures: null,
    conditions: null,
    energy: null,
    continuedFromId: null,
    ...parts,
  }
}

export const someFigures: AnswerFigures = {
  promptTokens: 40,
  reusedTokens: 30,
  prefillTokens: 10,
  prefillMs: 20,
  ttftMs: 25,
  decodeTokens: 3,
  decodeMs: 20,
  tokensPerSecond: 100,
  interTokenMs: { p50: 10, p95: 11, p99: 12 },
  rateCurve: [99, 101],
  decodeThreads: { fewest: 2, most: 2 },
  draftTokensAccepted: null,
  loadMs: 0,
  droppedMessages: 0,
  contextUsedTokens: 43,
}

export const someConditions: AnswerConditions = {
  modelId: 'model-1',
  modelName: 'Small Model',
  quantization: 'Q4_1',
  modelSizeBytes: 98_362_432,
  modelSha256: null,
  engineBuild: 'test',
  backend: 'cpu',
  gpuLayers: 0,
  totalLayers: 30,
  contextTokens: 8192,
  threads: 2,
  flashAttention: true,
  kvTypeK: 'f16',
  kvTypeV: 'f16',
  batchTokens: 512,
  ubatchTokens: 512,
  mmap: true,
  mlock: false,
  profileName: null,
  sampling: { ...defaultSampling, seed: 7 },
  systemPrompt: 'Be brief.',
}
