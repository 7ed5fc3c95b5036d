import type { Llama } from 'node-llama-cpp'
import type { BackendId } from '#contract/hardware.ts'
import type { GenerateEvent, GenerateRequest, LoadRequest } from '../../core/ports/engine-link.ts'
import type { ToEngine } from '../protocol.ts'
import { AnswerMemory } from './answer-memory.ts'
import { send } from './channel.ts'
import { EngineError, toFailure } from './errors.ts'
import { generate, type Session } from './generate.ts'
import { type Engine, loadEngine, startLlama } from './load.ts'
import { LoadMemory } from './load-memory.ts'
import { EngineLog } from './log.ts'

/**
 * The engine process: owns llama.cpp and does nothing else. Requests come over IPC and are taken one after the other; `abort` and
 * `status` are heard at any time. It ends with its parent.
 */
class EngineProcess {
  readonly #log = new EngineLog()
  readonly #aborts = new Map<number, AbortController>()
  #llama: Llama | null = null
  #backend: BackendId | null = null
  #engine: Engine | null = null
  #memory = new LoadMemory(true)
  #hasLoaded = false
  #session: Session = emptySession()
  #queue: Promise<void> = Promise.resolve()

  take(message: ToEngine): void {
    const arrivedMs = performance.now()
    switch (message.type) {
      case 'load':
        this.#enqueue(message.id, (signal) => this.#load(message.id, message.request, signal))
        break
      case 'generate':
        this.#enqueue(message.id, (signal) => this.#generate(message.id, message.request, arrivedMs, signal))
        break
      case 'abort':
        this.#aborts.get(message.id)?.abort()
        break
      case 'status':
        this.#status(message.id)
        break
      case 'shutdown':
        this.#shutDown()
    }
  }

  #enqueue(id: number, work: (signal: AbortSignal) => Promise<void>): void {
    const abort = new AbortController()
    this.#aborts.set(id, abort)
    this.#queue = this.#queue.then(async () => {
      try {
        await work(abort.signal)
      } catch (error) {
        send({ type: 'failed', id, failure: toFailure(error) })
      } finally {
        this.#aborts.delete(id)
      }
    })
  }

  async #load(id: number, request: LoadRequest, signal: AbortSignal): Promise<void> {
    const startedMs = performance.now()
    await this.#unload()
    const { backend } = request.options
    if (this.#llama !== null && this.#backend !== backend) {
      throw new EngineError('INTERNAL', 'A process serves one backend: end it to use another')
    }
    const memory = new LoadMemory(!this.#hasLoaded)
    this.#hasLoaded = true
    this.#llama ??= await startLlama(backend, this.#log)
    this.#backend = backend
    await memory.started(this.#llama)
    let shown = -1
    const onProgress = (progress: number): void => {
      const percent = Math.floor(progress * 100)
      if (percent === shown) return
      shown = percent
      send({ type: 'progress', id, progress })
    }
    this.#engine = await loadEngine(this.#llama, request, { log: this.#log, signal, onProgress })
    const { model, info } = this.#engine
    memory.loaded(this.#llama, { ...info, weightBytes: model.size }, this.#log)
    this.#memory = memory
    this.#engine.info = { ...info, memory: await memory.measure(), loadMs: performance.now() - startedMs }
    send({ type: 'loaded', id, model: this.#engine.info })
  }

  async #generate(id: number, request: GenerateRequest, arrivedMs: number, signal: AbortSignal): Promise<void> {
    if (this.#engine === null) throw new EngineError('MODEL_NOT_CHOSEN', 'No model is loaded')
    const memory = this.#memory
    const ends: Extract<GenerateEvent, { type: 'end' }>[] = []
    await generate(this.#engine, this.#session, request, {
      arrivedMs,
      signal,
      emit: (event) => {
        memory.note(event)
        if (event.type === 'end') ends.push(event)
        else send({ type: 'event', id, event })
      },
    })
    for (const end of ends) send({ type: 'event', id, event: { ...end, memory: await memory.measure() } })
  }

  async #unload(): Promise<void> {
    const engine = this.#engine
    this.#engine = null
    this.#session = emptySession()
    await engine?.context.dispose()
    await engine?.model.dispose()
  }

  #status(id: number): void {
    send({
      type: 'status',
      id,
      status: {
        loaded: this.#engine?.info ?? null,
        contextUsedTokens: this.#engine?.sequence.nextTokenIndex ?? 0,
        residentBytes: process.memoryUsage.rss(),
      },
    })
  }

  #shutDown(): void {
    for (const abort of this.#aborts.values()) abort.abort()
    this.#queue = this.#queue.then(async () => {
      await this.#unload()
      await this.#llama?.dispose()
      process.exit(0)
    })
  }
}

function emptySession(): Session {
  return { memory: new AnswerMemory(), droppedMessages: 0 }
}

const engine = new EngineProcess()
process.on('message', (message: ToEngine) => engine.take(message))
// The parent is gone. llama.cpp may be in the middle of a batch, so nothing gentler ends this at once.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
// Ctrl+C in a terminal reaches the whole group: the parent decides when this ends.
process.on('SIGINT', () => {})
