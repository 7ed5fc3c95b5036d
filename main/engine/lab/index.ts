import { isDeepStrictEqual } from 'node:util'
import type { Problem } from '#contract/errors.ts'
import type { SpeedTest } from '#contract/lab/plan.ts'
import { Fault } from '../../core/fault.ts'
import type { LabLoaded, LabMemoryUse, QualityTokens } from '../../core/ports/lab-engine.ts'
import { EngineError } from '../child/errors.ts'
import type { LabAnswer, LabEvent, LabRequest, ToLab } from '../lab-protocol.ts'
import { send } from './channel.ts'
import { Interruption } from './interruption.ts'
import { LabLog } from './lab-log.ts'
import type { LabModel } from './lab-model.ts'
import { listDevices } from './llama/devices.ts'
import { openLlama } from './llama/open-llama.ts'
import { loadModel } from './load-model.ts'
import { MemoryUse } from './memory-use.ts'
import { evaluateQuality } from './quality.ts'
import { countChunks, tokenizeText } from './quality-text-tokens.ts'
import { SpeedTester } from './speed-test.ts'

type Hooks = { signal: AbortSignal; emit: (event: LabEvent) => void }

/**
 * The lab's engine process: llama.cpp by its own interface, and one model from its load to the end. Requests come over IPC and are taken one
 * after the other; an abort is heard between two calls of llama.cpp's. It ends with its parent, which kills it when it has no more use for it.
 */
class LabProcess {
  readonly #log = new LabLog(({ level, text }) => send({ type: 'log', level, text }))
  readonly #aborts = new Map<number, AbortController>()
  #model: LabModel | null = null
  #memory: MemoryUse | null = null
  #tester: SpeedTester | null = null
  #queue: Promise<void> = Promise.resolve()

  take(message: ToLab): void {
    if (message.type === 'abort') {
      this.#aborts.get(message.id)?.abort()
      return
    }
    const { id, request } = message
    const abort = new AbortController()
    this.#aborts.set(id, abort)
    const hooks: Hooks = { signal: abort.signal, emit: (event) => send({ type: 'event', id, event }) }
    this.#queue = this.#queue.then(async () => {
      try {
        send({ type: 'answer', id, answer: await this.#answer(request, hooks) })
      } catch (error) {
        if (abort.signal.aborted) send({ type: 'aborted', id })
        else send({ type: 'failed', id, problem: toProblem(error) })
      } finally {
        this.#aborts.delete(id)
      }
    })
  }

  async #answer(request: LabRequest, hooks: Hooks): Promise<LabAnswer> {
    switch (request.type) {
      case 'load':
        return { type: request.type, value: await this.#load(request, hooks) }
      case 'warm-up':
        await this.#testerOf(request.test).warmUp(new Interruption(hooks.signal))
        return { type: request.type, value: null }
      case 'speed': {
        const tester = this.#testerOf(request.test)
        return { type: request.type, value: await tester.run(request.seed, new Interruption(hooks.signal)) }
      }
      case 'memory':
        return { type: request.type, value: this.#measureMemory() }
      case 'count-chunks': {
        const tokens = tokenizeText(this.#loaded(), request.text)
        return { type: request.type, value: countChunks(tokens, request.contextTokens) }
      }
      case 'quality': {
        this.#freeTester()
        const onChunk = (tokens: QualityTokens) => hooks.emit({ type: 'quality-tokens', tokens })
        await evaluateQuality(this.#loaded(), request.request, { signal: hooks.signal, onChunk })
        return { type: request.type, value: null }
      }
    }
  }

  async #load(request: Extract<LabRequest, { type: 'load' }>, { signal, emit }: Hooks): Promise<LabLoaded> {
    const llama = openLlama(request.backend, this.#log.take)
    const gpus = listDevices(llama).filter((device) => device.isGpu)
    if (request.backend !== 'cpu' && gpus.length === 0) {
      const detail = [`${request.backend} found no device`, ...this.#log.complaints()].join('\n')
      throw new Fault('ENGINE_NOT_STARTED', { params: { backend: request.backend }, detail })
    }
    this.#memory = new MemoryUse(request.backend === 'cpu' ? [] : gpus)
    let shown = -1
    const onProgress = (progress: number): void => {
      const percent = Math.floor(progress * 100)
      if (percent === shown) return
      shown = percent
      emit({ type: 'progress', progress })
    }
    const { model, loaded } = await loadModel(llama, request, { log: this.#log, signal, onProgress })
    this.#model = model
    return loaded
  }

  /** The context is made anew for another test. */
  #testerOf(test: SpeedTest): SpeedTester {
    if (this.#tester !== null && isDeepStrictEqual(this.#tester.test, test)) return this.#tester
    this.#freeTester()
    this.#tester = new SpeedTester(this.#loaded(), test)
    return this.#tester
  }

  #freeTester(): void {
    this.#tester?.free()
    this.#tester = null
  }

  #measureMemory(): LabMemoryUse {
    if (this.#memory === null) throw notLoaded()
    return this.#memory.measure()
  }

  #loaded(): LabModel {
    if (this.#model === null) throw notLoaded()
    return this.#model
  }
}

function notLoaded(): Fault {
  return new Fault('MODEL_NOT_CHOSEN')
}

function toProblem(error: unknown): Problem {
  if (error instanceof EngineError) return { code: error.code, params: error.params, detail: error.message }
  return Fault.from(error).toProblem()
}

const lab = new LabProcess()
process.on('message', (message: ToLab) => lab.take(message))
// The parent is gone. llama.cpp may be in the middle of a batch, so nothing gentler ends this at once.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
// Ctrl+C in a terminal reaches the whole group: the parent decides when this ends.
process.on('SIGINT', () => {})
