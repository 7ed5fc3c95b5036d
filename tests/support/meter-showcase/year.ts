import type { AnswerEntry, HourEntry } from '../../../main/core/ports/energy-ledger-repository.ts'
import { aRange, someEnergy } from '../energies.ts'
import { noise } from './noise.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000
const pricePerKwh = 0.3
const gramsPerKwh = 342
const joulesPerKwh = 3_600_000

/** The models of the made-up year, with the share of the answers that they and those before them give, and the joules that a token takes. */
export const showcaseModels = [
  { id: 'llama', name: 'Llama 3.1 8B Instruct', quantization: 'Q4_K_M', upTo: 0.46, perTokenJ: 2.9 },
  { id: 'qwen', name: 'Qwen2.5 Coder 7B', quantization: 'Q5_K_M', upTo: 0.74, perTokenJ: 3.3 },
  { id: 'mistral', name: 'Mistral Small 24B', quantization: 'Q3_K_M', upTo: 0.84, perTokenJ: 9.1 },
  { id: 'gemma', name: 'Gemma 3 4B', quantization: 'Q4_K_M', upTo: 0.94, perTokenJ: 1.6 },
  { id: 'smol', name: 'SmolLM2 360M', quantization: 'Q8_0', upTo: 1, perTokenJ: 0.29 },
] as const

export const showcaseConversations = [
  { id: 'editor', title: 'Editor completion' },
  { id: 'parser', title: 'Refactor the GGUF parser' },
  { id: 'scheduler', title: 'Review: scheduler.c' },
  { id: 'guide', title: 'Translate the field guide, chapter 3' },
  { id: 'cache', title: 'KV cache at 16k context' },
] as const

/** How much the machine was used on a day, 0 to 1: less at weekends, more and more over the year. */
const activityOf = (day: number): number => {
  const isWeekend = (day + 4) % 7 >= 5
  return (isWeekend ? 0.12 : 0.55) + 0.45 * noise(day) * (isWeekend ? 0.4 : 1)
}

const priced = (energyJ: number, percent: number) => ({
  money: { currency: 'EUR', amount: aRange((energyJ / joulesPerKwh) * pricePerKwh, percent) },
  carbon: aRange((energyJ / joulesPerKwh) * gramsPerKwh, percent),
})

function answerAt(atMs: number, index: number): AnswerEntry {
  const drawn = noise(index * 7.3)
  const model = showcaseModels.find(({ upTo }) => drawn < upTo) ?? showcaseModels[0]
  const conversation = showcaseConversations[Math.floor(noise(index * 3.1) ** 3 * showcaseConversations.length)]
  const tokens = 400 + Math.round(noise(index) * 5600)
  const promptTokens = 3 * tokens
  const decodeJ = tokens * model.perTokenJ * (0.95 + 0.1 * noise(index * 1.7))
  const prefillJ = promptTokens * model.perTokenJ * 0.08
  const durationMs = Math.min(dayMs / 48, tokens * 26)
  const energyJ = decodeJ + prefillJ
  const { money, carbon } = priced(energyJ, 1)
  return {
    messageId: `showcase-${index}`,
    conversationId: conversation?.id ?? 'editor',
    modelId: model.id,
    modelName: model.name,
    quantization: model.quantization,
    energy: {
      ...someEnergy,
      startedAtMs: atMs,
      endedAtMs: atMs + durationMs,
      provenance: 'wall-metered',
      prefill: { durationMs: durationMs * 0.1, tokens: promptTokens, energyJ: aRange(prefillJ, 4), isTooShort: false },
      decode: { durationMs: durationMs * 0.9, tokens, energyJ: aRange(decodeJ, 1), isTooShort: false },
      energyJ: aRange(energyJ, 1),
      netEnergyJ: aRange(energyJ * 0.7, 2),
      money: { ...money, prices: [{ pricePerKwh, share: 1 }] },
      carbon: { grams: carbon, gramsPerKwh, source: 'Ember, DE' },
    },
  }
}

function hourAt(kind: HourEntry['kind'], hourStartMs: number, energyJ: number, durationMs: number): HourEntry {
  const [model] = showcaseModels
  const { money, carbon } = priced(energyJ, 1)
  return {
    kind,
    hourStartMs,
    modelId: model.id,
    modelName: model.name,
    quantization: model.quantization,
    durationMs,
    energyJ: aRange(energyJ, 1),
    provenance: 'wall-metered',
    money,
    carbonG: carbon,
  }
}

/** What a made-up machine answered, loaded and idled on the days before a time. No figure in it was measured. */
export function showcaseYear(nowMs: number, days: number): { answers: AnswerEntry[]; hours: HourEntry[] } {
  const answers: AnswerEntry[] = []
  const hours: HourEntry[] = []
  const today = Math.floor(nowMs / dayMs)
  for (let day = today - days + 1; day <= today; day += 1) {
    const count = Math.round(activityOf(day) * 24 * (0.3 + (0.7 * (day - today + days)) / days))
    for (let index = 0; index < count; index += 1) {
      const atMs = day * dayMs + 8 * hourMs + Math.round((index / count) * 10 * hourMs)
      if (atMs < nowMs - hourMs) answers.push(answerAt(atMs, day * 100 + index))
    }
    const hourStartMs = day * dayMs + 9 * hourMs
    if (hourStartMs > nowMs) continue
    const idleMs = activityOf(day) * 5 * hourMs
    hours.push(hourAt('load', hourStartMs, 900 + noise(day) * 2400, 40_000))
    hours.push(hourAt('idle', hourStartMs, (idleMs / 1000) * 9, idleMs))
  }
  return { answers, hours }
}
