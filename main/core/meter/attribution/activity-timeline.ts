import type { EngineActivity, ModelInMemory } from '../../engine/engine-activity.ts'
import { type AnswerPhase, RunningAnswer, type TokenPoint } from './running-answer.ts'

/** What the engine did in a piece of time in which nothing about it changed. Shares add up to 1. */
export type Doing =
  | { kind: 'answers'; shares: readonly { messageId: string; phase: AnswerPhase; share: number }[] }
  | { kind: 'load'; model: ModelInMemory }
  /** Models are in memory, and nothing is answered or loaded. */
  | { kind: 'idle'; models: readonly ModelInMemory[] }
  | { kind: 'nothing' }

export type TimelineVisitor = {
  onPiece: (fromMs: number, toMs: number, doing: Doing) => void
  /** Comes between the pieces before it and those after it. */
  onActivity: (activity: EngineActivity) => void
}

type Progress = Extract<EngineActivity, { type: 'answer-progress' }>
type Counts = { prefillTokens: number; decodeTokens: number }
const noTokens: Counts = { prefillTokens: 0, decodeTokens: 0 }

/** What happened in the engine is told here so much later at most. */
const toldWithinMs = 500
/** With several answers at once, the tokens of a piece are known when each has told of them: a batch of a prompt takes up to four seconds. */
const tokensToldWithinMs = 10_000
/** Of a running answer's progress, one point in so long is enough. */
const progressIntervalMs = 100

/**
 * What the engine does, as pieces of time. It is told of things when they have happened, a little late; `advance` goes through what is
 * known, once, and forgets it.
 */
export class ActivityTimeline {
  #cursorMs: number
  /** Not passed yet, in order. */
  readonly #pending: EngineActivity[] = []
  /** How many of them `advance` has passed. */
  #passed = 0
  /** What was heard last of each answer that is not known to have ended. */
  readonly #heard = new Map<string, Counts & { atMs: number }>()
  /** The newest point of an answer's progress, and when the one before it was. */
  readonly #recent = new Map<string, { last: Progress; beforeMs: number }>()
  #newestMs: number
  // As of the cursor.
  #models: readonly ModelInMemory[] = []
  readonly #loads = new Map<string, ModelInMemory>()
  readonly #answers = new Map<string, RunningAnswer>()

  constructor(nowMs: number) {
    this.#cursorMs = nowMs
    this.#newestMs = nowMs
  }

  /** All before this was handed on. */
  get cursorMs(): number {
    return this.#cursorMs
  }

  /** The models in memory at that place. */
  get models(): readonly ModelInMemory[] {
    return this.#models
  }

  take(activity: EngineActivity): void {
    this.#newestMs = Math.max(this.#newestMs, activity.atMs)
    if (activity.type === 'answer-began') this.#heard.set(activity.messageId, { ...noTokens, atMs: activity.atMs })
    if (activity.type === 'answer-progress') this.#heard.set(activity.messageId, activity)
    if (activity.type === 'answer-ended') this.#heard.delete(activity.messageId)
    if (activity.type === 'answer-progress') this.#thinProgress(activity)
    else if ('messageId' in activity) this.#recent.delete(activity.messageId)
    const later = this.#pending.findLastIndex(({ atMs }) => atMs <= activity.atMs)
    this.#pending.splice(later + 1, 0, activity)
  }

  /** Until when it is known what the engine did. */
  knownUntilMs(nowMs: number): number {
    const heard = [...this.#heard.values()].map(({ atMs }) => atMs)
    if (heard.length > 1) return Math.max(Math.min(...heard), nowMs - tokensToldWithinMs)
    return Math.max(this.#newestMs, nowMs - toldWithinMs)
  }

  /** Nothing more will be told: answers that are not known to have ended end now, with the tokens that were heard of. */
  endAnswers(atMs: number): void {
    for (const [messageId, { prefillTokens, decodeTokens }] of [...this.#heard]) {
      this.take({ type: 'answer-ended', atMs, messageId, prefillTokens, decodeTokens })
    }
  }

  /** The first end of an answer that is not passed yet; null where there is none. */
  get firstEndMs(): number | null {
    return this.#pending.find(({ type }) => type === 'answer-ended')?.atMs ?? null
  }

  /** Hands on what happened up to an instant, in order. What comes to be known of that time later counts from the instant on. */
  advance(untilMs: number, { onPiece, onActivity }: TimelineVisitor): void {
    for (let next = this.#pending[0]; next !== undefined && next.atMs <= untilMs; next = this.#pending[this.#passed]) {
      this.#pass(next.atMs, onPiece)
      this.#passed += 1
      this.#apply(next)
      onActivity(next)
    }
    this.#pending.splice(0, this.#passed)
    this.#passed = 0
    this.#pass(untilMs, onPiece)
  }

  /** A point that comes soon after the one before replaces it, so that a long answer does not fill the memory while the sources are slow. */
  #thinProgress(point: Progress): void {
    const recent = this.#recent.get(point.messageId)
    const index = recent === undefined ? -1 : this.#pending.lastIndexOf(recent.last)
    const isSoon = recent !== undefined && index >= 0 && recent.last.atMs - recent.beforeMs < progressIntervalMs
    if (isSoon) this.#pending.splice(index, 1)
    const beforeMs = isSoon ? recent.beforeMs : (recent?.last.atMs ?? point.atMs)
    this.#recent.set(point.messageId, { last: point, beforeMs })
  }

  #pass(toMs: number, onPiece: TimelineVisitor['onPiece']): void {
    const fromMs = this.#cursorMs
    if (toMs <= fromMs) return
    this.#cursorMs = toMs
    onPiece(fromMs, toMs, this.#doing(toMs))
  }

  #doing(toMs: number): Doing {
    if (this.#answers.size > 0) return { kind: 'answers', shares: this.#shares(toMs) }
    const load = this.#loads.values().next().value
    if (load !== undefined) return { kind: 'load', model: load }
    return this.#models.length > 0 ? { kind: 'idle', models: this.#models } : { kind: 'nothing' }
  }

  /** By the tokens that each makes from the cursor's old place to its new one; evenly where none makes any. */
  #shares(toMs: number): Extract<Doing, { kind: 'answers' }>['shares'] {
    const answers = [...this.#answers].map(([messageId, answer]) => ({
      messageId,
      phase: answer.phase,
      tokens: answer.advance(toMs, this.#nextPoint(messageId)),
    }))
    const sum = answers.reduce((total, { tokens }) => total + tokens, 0)
    return answers.map(({ messageId, phase, tokens }) => ({
      messageId,
      phase,
      share: sum > 0 ? tokens / sum : 1 / answers.length,
    }))
  }

  #nextPoint(messageId: string): TokenPoint | null {
    for (let index = this.#passed; index < this.#pending.length; index += 1) {
      const activity = this.#pending[index]
      if (activity?.type !== 'answer-progress' && activity?.type !== 'answer-ended') continue
      if (activity.messageId === messageId) return pointOf(activity)
    }
    return null
  }

  #apply(activity: EngineActivity): void {
    if (activity.type === 'models') this.#models = activity.models
    else if (activity.type === 'load-began') this.#loads.set(activity.model.modelId, activity.model)
    else if (activity.type === 'load-ended') this.#loads.delete(activity.modelId)
    else if (activity.type === 'answer-began') {
      this.#answers.set(activity.messageId, new RunningAnswer(Math.max(activity.atMs, this.#cursorMs)))
    } else if (activity.type === 'answer-ended') this.#answers.delete(activity.messageId)
    else if (activity.type === 'answer-decoding') this.#answers.get(activity.messageId)?.decode()
    else this.#answers.get(activity.messageId)?.note(pointOf(activity))
  }
}

type Counted = Extract<EngineActivity, { type: 'answer-progress' | 'answer-ended' }>

function pointOf({ atMs, prefillTokens, decodeTokens }: Counted): TokenPoint {
  return { atMs, tokens: prefillTokens + decodeTokens }
}
