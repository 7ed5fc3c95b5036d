import type { Range } from '#contract/energy.ts'
import type { ModelInMemory } from '../../engine/engine-activity.ts'
import { EnergyAccount } from './energy-account.ts'
import type { MeteredPiece } from './metered-piece.ts'
import type { AnswerPhase } from './running-answer.ts'

type Begin = Pick<
  AnswerAccount,
  'messageId' | 'conversationId' | 'model' | 'modelsInMemory' | 'beganMs' | 'startedAtMs'
>

/** What one answer takes, as it goes on. Times are of the monotonic clock, and as the engine told them. */
export class AnswerAccount {
  readonly messageId: string
  /** null where it is written into none, and is charged to nobody. */
  readonly conversationId: string | null
  readonly model: ModelInMemory
  /** All that were in memory when it began. */
  readonly modelsInMemory: readonly ModelInMemory[]
  readonly beganMs: number
  /** The same, in milliseconds since the epoch: the machine may sleep before the end. */
  readonly startedAtMs: number
  decodingMs: number | null = null
  endedMs: number | null = null
  prefillTokens = 0
  decodeTokens = 0
  /** What decoding took up to the last token that was told of. */
  decodeAtToken: { energyJ: Range; durationMs: number } | null = null
  /** The most answers that were running at once while this one was. */
  parallelAnswers = 1
  readonly prefill = new EnergyAccount()
  readonly decode = new EnergyAccount()
  readonly whole = new EnergyAccount()

  constructor({ messageId, conversationId, model, modelsInMemory, beganMs, startedAtMs }: Begin) {
    this.messageId = messageId
    this.conversationId = conversationId
    this.model = model
    this.modelsInMemory = modelsInMemory
    this.beganMs = beganMs
    this.startedAtMs = startedAtMs
  }

  add(piece: MeteredPiece, { phase, share, answers }: { phase: AnswerPhase; share: number; answers: number }): void {
    this[phase].add(piece, share)
    this.whole.add(piece, share)
    this.parallelAnswers = Math.max(this.parallelAnswers, answers)
  }

  noteTokens({ prefillTokens, decodeTokens }: { prefillTokens: number; decodeTokens: number }): void {
    this.prefillTokens = prefillTokens
    if (decodeTokens === this.decodeTokens) return
    this.decodeTokens = decodeTokens
    this.decodeAtToken = { energyJ: this.decode.energyJ, durationMs: this.decode.durationMs }
  }
}
