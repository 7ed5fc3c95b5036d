import { engineCrash } from '../../core/engine-crash.ts'
import { Fault } from '../../core/fault.ts'
import type { LabEngine, LabLoaded, LabMemoryUse, SpeedResult } from '../../core/ports/lab-engine.ts'
import type { FromLab, LabAnswer, LabAnswers, LabEvent, LabRequest, ToLab } from '../lab-protocol.ts'
import { EngineChild } from './engine-child.ts'
import type { EngineLogFile } from './engine-log-file.ts'

export type ForkedLabEngineOptions = {
  /** The entry of the lab's engine process: `out/main/lab.js`, or the source in tests. */
  childPath: string
  log: EngineLogFile
  /** How long an abort may take before the process is killed: it is heard between two calls of llama.cpp's alone. */
  abortDeadlineMs?: number
}

type LabChild = EngineChild<ToLab, FromLab>
type Waiting = { child: LabChild; take: (message: FromLab) => void; fail: (fault: Fault) => void }
type AskOptions = { signal?: AbortSignal; onEvent?: (event: LabEvent) => void }

/** The lab's engine as a forked process: one for each load, killed when it is of no more use. */
export class ForkedLabEngine implements LabEngine {
  readonly #options: Required<ForkedLabEngineOptions>
  readonly #waiting = new Map<number, Waiting>()
  #child: LabChild | null = null
  #nextId = 1

  constructor(options: ForkedLabEngineOptions) {
    this.#options = { abortDeadlineMs: 2000, ...options }
  }

  get pid(): number | null {
    return this.#child?.pid ?? null
  }

  async load(
    request: Parameters<LabEngine['load']>[0],
    { signal, onProgress }: Parameters<LabEngine['load']>[1],
  ): Promise<LabLoaded> {
    signal.throwIfAborted()
    await this.close()
    this.#start()
    const onEvent = (event: LabEvent) => {
      if (event.type === 'progress') onProgress(event.progress)
    }
    return await this.#ask({ type: 'load', ...request }, { signal, onEvent })
  }

  async warmUp(test: Parameters<LabEngine['warmUp']>[0], signal: AbortSignal): Promise<void> {
    await this.#ask({ type: 'warm-up', test }, { signal })
  }

  speed(
    test: Parameters<LabEngine['speed']>[0],
    { seed, signal }: Parameters<LabEngine['speed']>[1],
  ): Promise<SpeedResult> {
    return this.#ask({ type: 'speed', test, seed }, { signal })
  }

  memory(): Promise<LabMemoryUse> {
    return this.#ask({ type: 'memory' })
  }

  countChunks(text: string, contextTokens: number): Promise<number> {
    return this.#ask({ type: 'count-chunks', text, contextTokens })
  }

  async quality(
    request: Parameters<LabEngine['quality']>[0],
    { signal, onChunk }: Parameters<LabEngine['quality']>[1],
  ): Promise<void> {
    const onEvent = (event: LabEvent) => {
      if (event.type === 'quality-tokens') onChunk(event.tokens)
    }
    try {
      await this.#ask({ type: 'quality', request }, { signal, onEvent })
    } catch (error) {
      // What was measured so far is what was asked for.
      if (!signal.aborted) throw error
    }
  }

  async close(): Promise<void> {
    if (this.#child !== null) await this.#kill(this.#child)
  }

  /** Sends a request and waits for its answer. Faults: the child's; ENGINE_CRASHED; MODEL_NOT_CHOSEN; the signal's reason. */
  async #ask<K extends LabRequest['type']>(
    request: LabRequest & { type: K },
    { signal, onEvent = () => undefined }: AskOptions = {},
  ): Promise<LabAnswers[K]> {
    signal?.throwIfAborted()
    const child = this.#child
    if (child === null) throw new Fault('MODEL_NOT_CHOSEN')
    const id = this.#nextId++
    const answer = Promise.withResolvers<LabAnswers[K]>()
    this.#waiting.set(id, {
      child,
      take: (message) => {
        if (message.type === 'event') onEvent(message.event)
        if (message.type === 'answer' && answers(message.answer, request.type)) answer.resolve(message.answer.value)
        if (message.type === 'failed') answer.reject(new Fault(message.problem.code, message.problem))
        if (message.type === 'aborted') answer.reject(signal?.reason)
      },
      fail: (fault) => answer.reject(signal?.aborted ? signal.reason : fault),
    })
    let deadline: NodeJS.Timeout | null = null
    const onAbort = () => {
      child.send({ type: 'abort', id })
      deadline = setTimeout(() => void this.#kill(child), this.#options.abortDeadlineMs)
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    try {
      child.send({ type: 'request', id, request })
      return await answer.promise
    } finally {
      signal?.removeEventListener('abort', onAbort)
      if (deadline !== null) clearTimeout(deadline)
      this.#waiting.delete(id)
    }
  }

  #start(): void {
    const child: LabChild = new EngineChild<ToLab, FromLab>({
      childPath: this.#options.childPath,
      log: this.#options.log,
      onMessage: (message) => {
        if (message.type !== 'log') this.#waiting.get(message.id)?.take(message)
      },
    })
    this.#child = child
    void child.ended.then((exit) => {
      if (this.#child === child) this.#child = null
      const fault = engineCrash(exit)
      for (const waiting of [...this.#waiting.values()]) if (waiting.child === child) waiting.fail(fault)
    })
  }

  /** Nothing in the process needs to be put away, and llama.cpp may be at work. Resolves when it holds no file any more. */
  async #kill(child: LabChild): Promise<void> {
    child.kill()
    await child.ended
  }
}

function answers<K extends LabRequest['type']>(answer: LabAnswer, type: K): answer is LabAnswer<K> {
  return answer.type === type
}
