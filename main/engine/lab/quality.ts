import { createHash } from 'node:crypto'
import { dirname, extname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { Fault } from '../../core/fault.ts'
import type { QualityRequest, QualityTokens } from '../../core/ports/lab-engine.ts'
import type { LabModel } from './lab-model.ts'
import { loadModel } from './load-model.ts'
import { QualityEvaluator } from './quality-evaluator.ts'
import type { ReferenceRows } from './quality-order.ts'
import { QualityReferenceFile } from './quality-reference.ts'
import type { PositionScore } from './quality-rows.ts'
import { chunkTokens, tokenizeText } from './quality-text-tokens.ts'
import { QualityThreads } from './quality-threads.ts'
import { tokenizerHash } from './tokenizer-hash.ts'

type QualityHooks = { signal: AbortSignal; onChunk: (tokens: QualityTokens) => void }

/**
 * Evaluates chunks of a text with a loaded model, as llama-perplexity does, but exactly: over the whole vocabulary, with the reference's
 * log-probabilities neither rounded to 16 bits nor clipped. Ends early where the signal aborts. Faults: those of `LabEngine.quality`.
 */
export async function evaluateQuality(model: LabModel, request: QualityRequest, hooks: QualityHooks): Promise<void> {
  const parts = new QualityPass(model, request)
  try {
    await parts.open(hooks.signal)
    for (const chunk of request.chunks) {
      await setImmediate()
      if (hooks.signal.aborted) return
      const tokens = await parts.evaluate(chunk, hooks.signal)
      if (tokens === null) return
      hooks.onChunk(tokens)
    }
  } finally {
    await parts.close()
  }
}

/** The thread's entry lies beside that of this process, in the sources as in what is built. */
function threadEntry(): string {
  const own = process.argv[1] ?? ''
  return join(dirname(own), `quality-worker${extname(own)}`)
}

class QualityPass {
  readonly #model: LabModel
  readonly #request: QualityRequest
  readonly #tokens: Int32Array
  readonly #vocabularySize: number
  readonly #opened: (() => unknown)[] = []
  #threads: QualityThreads | null = null
  #own: QualityEvaluator | null = null
  #beside: QualityEvaluator | null = null
  #file: QualityReferenceFile | null = null

  constructor(model: LabModel, request: QualityRequest) {
    this.#model = model
    this.#request = request
    this.#tokens = tokenizeText(model, request.text)
    this.#vocabularySize = vocabularySizeOf(model)
  }

  async open(signal: AbortSignal): Promise<void> {
    const { reference } = this.#request
    if (reference.kind !== 'beside') this.#file = await this.#openFile(reference)
    if (this.#file !== null) this.#opened.push(() => this.#file?.close())
    this.#own = this.#evaluatorOf(this.#model)
    if (reference.kind === 'beside') {
      const { llama, backend, log } = this.#model
      const { modelPath: path, parameters } = reference
      const load = { type: 'load', path, backend, parameters } as const
      const { model } = await loadModel(llama, load, { log, signal, onProgress: () => undefined })
      const free = llama.llama.func('llama_model_free', 'void', ['void *'])
      this.#opened.push(() => free(model.pointer))
      if (tokenizerHash(llama, model.vocabulary) !== tokenizerHash(llama, this.#model.vocabulary)) {
        throw new Fault('LAB_REFERENCE_UNUSABLE', { detail: 'It has another tokenizer.' })
      }
      this.#beside = this.#evaluatorOf(model)
    }
    this.#threads = new QualityThreads(threadEntry())
    this.#opened.push(() => this.#threads?.close())
  }

  /** null where the signal aborted in its midst. */
  async evaluate(chunk: number, signal: AbortSignal): Promise<QualityTokens | null> {
    const startedMs = performance.now()
    const { contextTokens, reference } = this.#request
    const tokens = chunkTokens(this.#model, this.#tokens, chunk, contextTokens)
    if (reference.kind === 'read') await this.#file?.requireChunk(chunk)
    const scores: PositionScore[] = []
    const { own, threads } = this.#require()
    own.clear()
    this.#beside?.clear()
    const step = Math.min(own.batchTokens, this.#beside?.batchTokens ?? own.batchTokens)
    for (let first = 0; first < contextTokens; first += step) {
      const count = Math.min(step, contextTokens - first)
      const scored = own.evaluate(tokens, first, count)
      const besides = this.#beside?.evaluate(tokens, first, count) ?? null
      if (scored !== null) {
        const { address } = scored
        const row = this.#file?.rowOf(chunk, scored.first - Math.floor(contextTokens / 2)) ?? null
        const rows: ReferenceRows | null = besides
          ? { kind: 'memory', address: besides.address }
          : reference.kind === 'read' && row
            ? { kind: 'file', ...row }
            : null
        const targets = tokens.slice(scored.first + 1, scored.first + 1 + scored.count)
        const keep = reference.kind === 'write' ? row : null
        const order = { address, vocabularySize: this.#vocabularySize, targets, reference: rows, keep }
        scores.push(...(await threads.score(order)))
      }
      await setImmediate()
      if (signal.aborted) return null
    }
    if (reference.kind === 'write') await this.#file?.markChunk(chunk)
    return collect(chunk, scores, performance.now() - startedMs)
  }

  async close(): Promise<void> {
    for (const close of this.#opened.reverse()) await close()
  }

  #require() {
    if (this.#own === null || this.#threads === null) throw new Fault('INTERNAL', { detail: 'Quality was not opened' })
    return { own: this.#own, threads: this.#threads }
  }

  #evaluatorOf(model: LabModel): QualityEvaluator {
    const { contextTokens } = this.#request
    const evaluator = new QualityEvaluator(model, { contextTokens, vocabularySize: this.#vocabularySize })
    this.#opened.push(() => evaluator.free())
    return evaluator
  }

  async #openFile({ kind, path }: { kind: 'write' | 'read'; path: string | null }) {
    if (path === null) return null
    const { llama, vocabulary } = this.#model
    const owner = {
      textSha256: createHash('sha256').update(this.#request.text).digest('hex'),
      contextTokens: this.#request.contextTokens,
      vocabularySize: this.#vocabularySize,
      tokenizerHash: tokenizerHash(llama, vocabulary),
    }
    return kind === 'write' ? QualityReferenceFile.toWrite(path, owner) : QualityReferenceFile.toRead(path, owner)
  }
}

function vocabularySizeOf({ llama, vocabulary }: LabModel): number {
  return Number(llama.llama.func('llama_vocab_n_tokens', 'int32_t', ['void *'])(vocabulary))
}

/** Faults: LAB_OUTPUT_UNUSABLE (params.chunk) where a figure is none. */
function collect(chunk: number, scores: readonly PositionScore[], durationMs: number): QualityTokens {
  const against = scores.flatMap((score) => score.against ?? [])
  const tokens = {
    chunk,
    nll: scores.map(({ nll }) => nll),
    referenceNll: against.map(({ referenceNll }) => referenceNll),
    kl: against.map(({ kl }) => kl),
    sameTop: against.map(({ sameTop }) => sameTop),
    durationMs,
  }
  const isNumber = [tokens.nll, tokens.referenceNll, tokens.kl].every((values) => values.every(Number.isFinite))
  if (!isNumber) throw new Fault('LAB_OUTPUT_UNUSABLE', { params: { chunk: chunk + 1 } })
  return tokens
}
