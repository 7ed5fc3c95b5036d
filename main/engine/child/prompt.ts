import type { GenerateRequest, HistoryTurn } from '../../core/ports/engine-link.ts'
import { EngineError } from './errors.ts'

/** Of the context, kept free for the answer when turns are dropped, so that the next turns need not drop again. */
const comfortableShare = 1 / 4
/** Of the context, below which turns are dropped. */
const smallestShare = 1 / 8

type Rendered = { tokens: readonly unknown[] }
export type FittedPrompt<T extends Rendered> = { prompt: T; droppedMessages: number }

/**
 * Fits a history into the context by the request's overflow policy. `drop-oldest` drops whole turns from the beginning, a question with
 * its answer, and keeps the system prompt and the last question; `droppedBefore` is what was dropped last time, kept up while it fits
 * so that the KV cache stays of use. Throws PROMPT_LONGER_THAN_CONTEXT where it does not fit.
 */
export function fitPrompt<T extends Rendered>(
  request: Pick<GenerateRequest, 'history' | 'contextOverflow' | 'sampling'>,
  limits: { contextTokens: number; droppedBefore: number },
  render: (history: readonly HistoryTurn[]) => T,
): FittedPrompt<T> {
  const { history } = request
  const { contextTokens } = limits
  // One cell stays free: with it filled, node-llama-cpp would shift the context.
  const capacity = contextTokens - 1
  const wanted = request.sampling.maxTokens ?? Number.POSITIVE_INFINITY
  const rendered = new Map<number, FittedPrompt<T>>()
  // A question of a million characters takes seconds to tokenize: never twice.
  const at = (dropped: number): FittedPrompt<T> => {
    const fitted = rendered.get(dropped) ?? { prompt: render(history.slice(dropped)), droppedMessages: dropped }
    rendered.set(dropped, fitted)
    return fitted
  }
  const fits = (fitted: FittedPrompt<T>, roomTokens: number) => fitted.prompt.tokens.length + roomTokens <= capacity
  const room = (share: number) => Math.max(1, Math.min(wanted, Math.floor(contextTokens * share)))

  const cuts = cutPoints(history)
  const before =
    request.contextOverflow === 'drop-oldest' && cuts.includes(limits.droppedBefore) ? limits.droppedBefore : 0
  const first = at(before)
  if (request.contextOverflow === 'refuse') {
    if (fits(first, 1)) return first
    throw tooLong(first.prompt.tokens.length, contextTokens)
  }
  if (fits(first, room(smallestShare))) return first

  let low = 0
  let high = cuts.length - 1
  let best: FittedPrompt<T> | null = null
  while (low <= high) {
    const middle = Math.floor((low + high) / 2)
    const fitted = at(cuts[middle] ?? 0)
    if (fits(fitted, room(comfortableShare))) {
      best = fitted
      high = middle - 1
    } else {
      low = middle + 1
    }
  }
  if (best !== null) return best
  const last = at(cuts.at(-1) ?? 0)
  if (fits(last, 1)) return last
  throw tooLong(last.prompt.tokens.length, contextTokens)
}

/** The indexes that a history may begin at: each of its questions. */
function cutPoints(history: readonly HistoryTurn[]): number[] {
  const cuts = history.flatMap((turn, index) => (turn.role === 'user' ? [index] : []))
  return cuts.length === 0 ? [0] : cuts
}

function tooLong(promptTokens: number, contextTokens: number): EngineError {
  return new EngineError('PROMPT_LONGER_THAN_CONTEXT', `The prompt has ${promptTokens} tokens`, {
    promptTokens,
    contextTokens,
  })
}
