import type { LlamaContextSequence, SequenceEvaluateOptions, Token } from 'node-llama-cpp'
import { toMonotonicMs } from '../../core/monotonic-clock.ts'
import type { FinishReason, GenerateEvent, GenerateRequest } from '../../core/ports/engine-link.ts'
import type { AnswerMemory } from './answer-memory.ts'
import { AnswerMeter, type PromptFigures } from './figures.ts'
import type { Engine } from './load.ts'
import { evaluatePrompt } from './prefill.ts'
import { fitPrompt } from './prompt.ts'
import { TextStream } from './text-stream.ts'
import { TokenBatch } from './token-batch.ts'

const penaltyWindowTokens = 64

/** llama.cpp takes this seed for the wish to have a random one. */
const llamaRandomSeed = 0xffffffff

/** What one answer leaves for the next. */
export type Session = { memory: AnswerMemory; droppedMessages: number }

export type GenerateHooks = { arrivedMs: number; signal: AbortSignal; emit: (event: GenerateEvent) => void }

/**
 * Answers one request. Everything goes out through `emit`, `end` last. Only what the KV cache does not hold is evaluated: the
 * figures count what the sequence really kept. Throws EngineError PROMPT_LONGER_THAN_CONTEXT.
 */
export async function generate(
  engine: Engine,
  session: Session,
  request: GenerateRequest,
  hooks: GenerateHooks,
): Promise<void> {
  const { sequence, template } = engine
  const { signal, emit } = hooks
  const meter = new AnswerMeter(hooks.arrivedMs)
  const { prompt, droppedMessages } = fitPrompt(
    request,
    { contextTokens: sequence.contextSize, droppedBefore: session.droppedMessages },
    (history) => template.render(request.systemPrompt, history, session.memory),
  )
  session.droppedMessages = droppedMessages
  if (droppedMessages > 0) emit({ type: 'dropped', messages: droppedMessages })

  const reusedTokens = await reusePrefix(sequence, prompt.tokens)
  const figures: PromptFigures = { promptTokens: prompt.tokens.length, reusedTokens, droppedMessages }
  const prefill = (evaluatedTokens: number, nowMs: number): void => {
    const atMs = toMonotonicMs(nowMs)
    emit({ type: 'prefill', promptTokens: figures.promptTokens, reusedTokens, evaluatedTokens, atMs })
  }
  const end = (finishReason: FinishReason): void => {
    const atMs = toMonotonicMs(meter.lastAtMs)
    emit({ type: 'end', finishReason, figures: meter.figures(figures, sequence.nextTokenIndex), atMs })
  }

  meter.prefillStarted(performance.now())
  prefill(0, meter.lastAtMs)
  const lastBatch = await evaluatePrompt(sequence, prompt.tokens.slice(reusedTokens), {
    signal,
    batchTokens: engine.info.batchTokens,
    tokensPerSecond: engine.prefillTokensPerSecond,
    onProgress: (evaluatedTokens) => prefill(evaluatedTokens, performance.now()),
  })
  if (lastBatch === null) {
    meter.prefillEnded(performance.now())
    return end('aborted')
  }

  const partial = request.history.at(-1)?.role === 'assistant' ? (request.history.at(-1)?.text ?? '') : ''
  const answerTokens: Token[] =
    partial === '' ? [] : [...(session.memory.tokensOf(partial) ?? sequence.model.tokenize(partial))]
  const partialTokens = answerTokens.slice()
  const text = new TextStream<Token>(
    (tokens, before) => sequence.model.detokenize(tokens, false, before),
    [...request.sampling.stop, ...prompt.stop.strings],
  )
  const batch = new TokenBatch(emit)
  const counters = () => ({
    decodeTokens: meter.decodeTokens,
    decodeMs: meter.decodeMs,
    atMs: toMonotonicMs(meter.lastAtMs),
  })
  const finishReason = await decode(sequence, lastBatch, {
    evaluateOptions: evaluateOptions(request, answerTokens),
    answerTokens,
    stopTokens: prompt.stop.tokens,
    maxTokens: request.sampling.maxTokens ?? Number.POSITIVE_INFINITY,
    signal,
    onToken: (token, nowMs) => {
      if (meter.decodeTokens === 0) prefill(figures.promptTokens - reusedTokens, nowMs)
      const intervalMs = meter.token(nowMs, engine.governor?.threads ?? engine.info.threads)
      if (intervalMs !== null) engine.governor?.token(intervalMs, nowMs)
      const step = text.push(token)
      batch.add(step.text, counters(), nowMs)
      return step.stopped
    },
  })
  meter.prefillEnded(performance.now())
  batch.add(text.end(), counters(), performance.now())
  batch.flush(counters(), performance.now())
  const exact = text.exact()
  if (exact !== null) session.memory.remember(partial + exact.text, [...partialTokens, ...exact.tokens])
  end(finishReason)
}

/** Cuts the KV cache back to what it shares with the prompt, and tells how many of the prompt's tokens are in it. */
async function reusePrefix(sequence: LlamaContextSequence, tokens: Token[]): Promise<number> {
  // The last token is evaluated in any case: the first token of the answer comes of it.
  await sequence.adaptStateToTokens(tokens.slice(0, -1), false)
  return sequence.nextTokenIndex
}

type DecodeOptions = {
  evaluateOptions: SequenceEvaluateOptions
  /** Grows with the answer; the penalties look at its end. */
  answerTokens: Token[]
  stopTokens: ReadonlySet<Token>
  maxTokens: number
  signal: AbortSignal
  /** Takes a token of the answer at the time it came; true ends the answer. */
  onToken: (token: Token, nowMs: number) => boolean
}

/**
 * The decode loop. The next token is already being computed while the last one is turned into text and sent: `next` first, then the
 * text, once the event loop has handed the work to llama.cpp's thread.
 */
async function decode(
  sequence: LlamaContextSequence,
  lastBatch: Token[],
  options: DecodeOptions,
): Promise<FinishReason> {
  const tokens = sequence.evaluate(lastBatch, options.evaluateOptions)
  let count = 0
  try {
    let step = await tokens.next()
    while (true) {
      const nowMs = performance.now()
      if (step.done) return 'end-of-turn'
      const token = step.value
      if (options.stopTokens.has(token)) return 'end-of-turn'
      count += 1
      options.answerTokens.push(token)
      const isLast = count >= options.maxTokens || sequence.nextTokenIndex >= sequence.contextSize - 1
      if (options.signal.aborted) {
        options.onToken(token, nowMs)
        return 'aborted'
      }
      if (isLast) {
        if (options.onToken(token, nowMs)) return 'stop-string'
        return count >= options.maxTokens ? 'max-tokens' : 'context-full'
      }
      const next = tokens.next()
      await handedOver()
      const stopped = options.onToken(token, nowMs)
      step = await next
      if (stopped) return 'stop-string'
    }
  } finally {
    await tokens.return()
  }
}

/** A turn of the event loop: node-llama-cpp's own steps up to the decode are microtasks. */
function handedOver(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function evaluateOptions(request: GenerateRequest, answerTokens: Token[]): SequenceEvaluateOptions {
  const { temperature, topK, topP, minP, seed, repeatPenalty, presencePenalty, frequencyPenalty } = request.sampling
  const penalized = repeatPenalty !== 1 || presencePenalty !== 0 || frequencyPenalty !== 0
  return {
    temperature,
    topK,
    topP,
    minP,
    seed: Math.min(seed, llamaRandomSeed - 1),
    ...(penalized && {
      repeatPenalty: {
        punishTokens: () => answerTokens.slice(-penaltyWindowTokens),
        maxPunishTokens: penaltyWindowTokens,
        penalty: repeatPenalty,
        presencePenalty,
        frequencyPenalty,
      },
    }),
  }
}
