import { engineCrash } from '../../main/core/engine-crash.ts'
import { Fault } from '../../main/core/fault.ts'
import { monotonicNowMs, toMonotonicMs } from '../../main/core/monotonic-clock.ts'
import type {
  EngineExit,
  EngineLink,
  GenerateEvent,
  GenerateRequest,
  LinkLoaded,
  LoadRequest,
} from '../../main/core/ports/engine-link.ts'
import { fakeFigures, fakeMarkdown } from './fake-engine-text.ts'

/** What the fake does; change any part of it at any time, the next call takes it. */
export type FakeScript = {
  /** Text tokens of the next answers. */
  tokens: (request: GenerateRequest) => Iterable<string>
  /** 0: as fast as the reader takes them, one event a token. Else tokens are due by the clock and come in batches each 16 ms. */
  tokensPerSecond: number
  prefillMs: number
  loadMs: number
  /** The process dies before this token of an answer, counted from 0. */
  crashAtToken: number | null
  /** The process dies while loading. */
  crashAtLoad: boolean
  loadFault: Fault | null
  generateFault: Fault | null
  /** What a load reports beside its defaults, such as a fallback. */
  loaded: Partial<LinkLoaded>
}

const defaultScript: FakeScript = {
  tokens: () => ['Paris', ' is', ' the', ' capital', ' of', ' France', '.'],
  tokensPerSecond: 0,
  prefillMs: 0,
  loadMs: 0,
  crashAtToken: null,
  crashAtLoad: false,
  loadFault: null,
  generateFault: null,
  loaded: {},
}

const batchMs = 16

/**
 * An engine without a process or a model: it says what its script tells it to. It keeps the port's promises about events, abort, crash
 * and order. It is no llama.cpp: a token is whatever piece of text the script yields, prompts are counted in characters over four, no
 * stop string, penalty or context limit is looked at, and its figures are made up from the script except for the tokens and times that
 * really passed.
 */
export class FakeEngine implements EngineLink {
  script: FakeScript
  /** All requests, oldest first. */
  readonly loads: LoadRequest[] = []
  readonly requests: GenerateRequest[] = []
  unloads = 0
  closed = false
  pid: number | null = null
  readonly #listeners = new Set<(exit: EngineExit) => void>()
  #loaded: LinkLoaded | null = null
  #nextPid = 1000
  #crashCount = 0

  constructor(script: Partial<FakeScript> = {}) {
    this.script = { ...defaultScript, ...script }
  }

  /** A fake that writes a Markdown text of so many tokens at a rate; for tests of long streams. */
  static writingMarkdown(tokens: number, tokensPerSecond: number): FakeEngine {
    return new FakeEngine({ tokens: () => fakeMarkdown(tokens), tokensPerSecond })
  }

  onCrash(listener: (exit: EngineExit) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Ends the process as `kill -9` would, busy or idle. */
  crash(): void {
    if (this.pid === null) return
    this.pid = null
    this.#loaded = null
    this.#crashCount += 1
    for (const listener of this.#listeners) listener(exit)
  }

  async load(
    request: LoadRequest,
    options: { signal: AbortSignal; onProgress: (progress: number) => void },
  ): Promise<LinkLoaded> {
    if (this.closed) throw new Fault('APP_CLOSED')
    this.loads.push(request)
    this.pid ??= this.#nextPid++
    this.#loaded = null
    const crashes = this.#crashCount
    for (const progress of [0, 0.5, 1]) {
      options.onProgress(progress)
      await pause(this.script.loadMs / 3)
      if (options.signal.aborted) throw new Fault('MODEL_LOAD_FAILED', { detail: 'The load was stopped' })
    }
    if (this.script.crashAtLoad) this.crash()
    if (crashes !== this.#crashCount) throw engineCrash(exit)
    if (this.script.loadFault) throw this.script.loadFault
    this.#loaded = { ...loadedModel(request), loadMs: this.script.loadMs, ...this.script.loaded }
    return this.#loaded
  }

  async unload(): Promise<void> {
    this.unloads += 1
    this.pid = null
    this.#loaded = null
  }

  async *generate(request: GenerateRequest, signal: AbortSignal): AsyncGenerator<GenerateEvent, void, void> {
    if (this.#loaded === null) throw new Fault('MODEL_NOT_CHOSEN')
    this.requests.push(request)
    if (this.script.generateFault) throw this.script.generateFault
    const crashes = this.#crashCount
    const arrivedMs = performance.now()
    const promptTokens = countPrompt(request)
    const prefill = (evaluatedTokens: number): GenerateEvent => ({
      type: 'prefill',
      promptTokens,
      reusedTokens: 0,
      evaluatedTokens,
      atMs: monotonicNowMs(),
    })
    yield prefill(0)
    await pause(this.script.prefillMs)
    yield prefill(promptTokens)
    const firstMs = performance.now()
    let decodeTokens = 0
    let text = ''
    let sentMs = Number.NEGATIVE_INFINITY
    let end: 'end-of-turn' | 'aborted' | 'max-tokens' = 'end-of-turn'
    for (const token of this.script.tokens(request)) {
      if (this.script.tokensPerSecond > 0) {
        await pause(firstMs + (decodeTokens * 1000) / this.script.tokensPerSecond - performance.now())
      } else await Promise.resolve()
      if (decodeTokens === this.script.crashAtToken) this.crash()
      if (crashes !== this.#crashCount) throw engineCrash(exit)
      if (signal.aborted) end = 'aborted'
      else if (decodeTokens >= (request.sampling.maxTokens ?? Number.POSITIVE_INFINITY)) end = 'max-tokens'
      if (end !== 'end-of-turn') break
      decodeTokens += 1
      text += token
      const nowMs = performance.now()
      if (this.script.tokensPerSecond === 0 || nowMs - sentMs >= batchMs) {
        yield { type: 'text', text, decodeTokens, decodeMs: nowMs - firstMs, atMs: toMonotonicMs(nowMs) }
        text = ''
        sentMs = nowMs
      }
    }
    const decodeMs = performance.now() - firstMs
    const atMs = toMonotonicMs(firstMs + decodeMs)
    if (text !== '') yield { type: 'text', text, decodeTokens, decodeMs, atMs }
    const figures = fakeFigures({ promptTokens, prefillMs: firstMs - arrivedMs, decodeTokens, decodeMs })
    yield { type: 'end', finishReason: end, figures, atMs }
  }

  async close(): Promise<void> {
    this.closed = true
    this.pid = null
    this.#loaded = null
  }
}

const exit: EngineExit = { exitCode: null, signal: 'SIGKILL', lastLogLines: ['fake: killed'] }

function countPrompt(request: GenerateRequest): number {
  const characters = request.history.reduce((sum, turn) => sum + turn.text.length, request.systemPrompt.length)
  return Math.max(1, Math.ceil(characters / 4))
}

function pause(ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve()
}

function loadedModel({ modelId, name, quantization, options }: LoadRequest): LinkLoaded {
  return {
    modelId,
    name,
    quantization,
    backend: options.backend,
    gpuLayers: options.backend === 'cpu' ? 0 : 31,
    totalLayers: 31,
    contextTokens: options.contextTokens ?? 8192,
    trainedContextTokens: 8192,
    threads: options.threads ?? 2,
    flashAttention: options.flashAttention !== 'off',
    kvTypeK: options.kvTypeK,
    kvTypeV: options.kvTypeV,
    batchTokens: options.batchTokens ?? 512,
    ubatchTokens: options.ubatchTokens ?? 512,
    mmap: options.mmap !== 'off',
    mlock: options.mlock,
    memory: null,
    loadMs: 0,
    engineBuild: 'fake',
    fallback: null,
  }
}
