import type { BackendId } from '#contract/hardware.ts'
import { engineCrash } from '../../core/engine-crash.ts'
import { EventQueue } from '../../core/event-queue.ts'
import { Fault } from '../../core/fault.ts'
import type {
  EngineExit,
  EngineLink,
  GenerateEvent,
  GenerateRequest,
  LinkLoaded,
  LoadRequest,
} from '../../core/ports/engine-link.ts'
import type { EngineFailure, EngineLoaded, EngineStatus, FromEngine } from '../protocol.ts'
import { EngineChild } from './engine-child.ts'
import type { EngineLogFile } from './engine-log-file.ts'
import { BackendFault, faultOf, notResponding } from './link-faults.ts'

export type EngineLinkOptions = {
  /** The entry of the engine process: `out/main/engine.js`, or the source in tests. */
  childPath: string
  log: EngineLogFile
  /** How long an abort may take before the process is ended. */
  abortDeadlineMs?: number
  /** How long a process that was asked to end may take. */
  endDeadlineMs?: number
}

/** What waits for messages with its id. */
type Waiting = { child: EngineChild; take: (message: FromEngine) => void; fail: (fault: Fault) => void }

/** The engine process behind the core's port: started when it is needed, watched, and started anew after a crash. */
export class ForkedEngineLink implements EngineLink {
  readonly #options: Required<EngineLinkOptions>
  readonly #waiting = new Map<number, Waiting>()
  readonly #crashListeners = new Set<(exit: EngineExit) => void>()
  #child: EngineChild | null = null
  /** The backend that the present process serves; null before its first load. */
  #backend: BackendId | null = null
  #nextId = 1
  #closed = false
  /** While a GPU backend is tried: a crash then leads to the fallback, which tells of it. */
  #hasFallback = false

  constructor(options: EngineLinkOptions) {
    this.#options = { abortDeadlineMs: 10_000, endDeadlineMs: 3000, ...options }
  }

  get pid(): number | null {
    return this.#child?.pid ?? null
  }

  onCrash(listener: (exit: EngineExit) => void): () => void {
    this.#crashListeners.add(listener)
    return () => this.#crashListeners.delete(listener)
  }

  async load(
    request: LoadRequest,
    options: { signal: AbortSignal; onProgress: (progress: number) => void },
  ): Promise<LinkLoaded> {
    const requested = request.options.backend
    this.#hasFallback = requested !== 'cpu'
    try {
      return { ...(await this.#loadOn(requested, request, options)), fallback: null }
    } catch (error) {
      if (!(error instanceof BackendFault) || !this.#hasFallback || options.signal.aborted) throw asFault(error)
      this.#hasFallback = false
      await this.#end()
      const model = await this.#loadOn('cpu', request, options).catch((second: unknown) => {
        throw asFault(second)
      })
      return { ...model, fallback: { requested, used: 'cpu', reason: error.reason } }
    } finally {
      this.#hasFallback = false
    }
  }

  async unload(): Promise<void> {
    await this.#end()
  }

  async *generate(request: GenerateRequest, signal: AbortSignal): AsyncGenerator<GenerateEvent, void, void> {
    if (this.#child === null) throw new Fault('MODEL_NOT_CHOSEN')
    const child = this.#child
    const id = this.#nextId++
    const events = new EventQueue<GenerateEvent>()
    this.#waiting.set(id, {
      child,
      take: (message) => {
        if (message.type === 'failed') events.fail(faultOf(message.failure))
        if (message.type !== 'event') return
        events.push(message.event)
        if (message.event.type === 'end') events.close()
      },
      fail: (fault) => events.fail(fault),
    })
    const stopAborting = this.#abortWith(signal, child, id)
    try {
      child.send({ type: 'generate', id, request })
      yield* events
    } finally {
      stopAborting()
      if (!events.ended) await this.#abandon(child, id, events)
      this.#waiting.delete(id)
    }
  }

  /** The process as it is; null where there is none or it does not answer because it dies. */
  async status(): Promise<EngineStatus | null> {
    const child = this.#child
    if (child === null) return null
    const id = this.#nextId++
    return new Promise<EngineStatus | null>((resolve) => {
      this.#waiting.set(id, {
        child,
        take: (message) => resolve(message.type === 'status' ? message.status : null),
        fail: () => resolve(null),
      })
      child.send({ type: 'status', id })
    }).finally(() => this.#waiting.delete(id))
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#end()
  }

  async #loadOn(
    backend: BackendId,
    request: LoadRequest,
    { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: number) => void },
  ): Promise<EngineLoaded> {
    if (this.#backend !== null && this.#backend !== backend) await this.#end()
    const child = this.#start()
    this.#backend = backend
    const id = this.#nextId++
    const loaded = new Promise<EngineLoaded>((resolve, reject) => {
      this.#waiting.set(id, {
        child,
        take: (message) => {
          if (message.type === 'progress') onProgress(message.progress)
          if (message.type === 'loaded') resolve(message.model)
          if (message.type === 'failed') reject(loadFault(message.failure))
        },
        fail: (fault) => reject(new BackendFault(fault)),
      })
    })
    const stopAborting = this.#abortWith(signal, child, id)
    try {
      child.send({ type: 'load', id, request: { ...request, options: { ...request.options, backend } } })
      return await loaded
    } finally {
      stopAborting()
      this.#waiting.delete(id)
    }
  }

  #start(): EngineChild {
    if (this.#closed) throw new Fault('APP_CLOSED')
    if (this.#child !== null) return this.#child
    const child = new EngineChild({
      childPath: this.#options.childPath,
      log: this.#options.log,
      onMessage: (message) => {
        if (message.type !== 'log') this.#waiting.get(message.id)?.take(message)
      },
    })
    this.#child = child
    void child.ended.then((exit) => this.#ended(child, exit))
    return child
  }

  #ended(child: EngineChild, exit: EngineExit): void {
    this.#letGo(child)
    const fault = engineCrash(exit)
    for (const waiting of [...this.#waiting.values()]) if (waiting.child === child) waiting.fail(fault)
    if (child.isEndExpected || this.#hasFallback) return
    for (const listener of this.#crashListeners) listener(exit)
  }

  #letGo(child: EngineChild): void {
    if (this.#child !== child) return
    this.#child = null
    this.#backend = null
  }

  /** Ends the present process, if any. What waits for it fails. */
  async #end(): Promise<void> {
    await this.#child?.end(this.#options.endDeadlineMs)
  }

  /** Sends the abort when the signal says so, and ends a process that does not obey in time. */
  #abortWith(signal: AbortSignal, child: EngineChild, id: number): () => void {
    let deadline: NodeJS.Timeout | null = null
    const onAbort = () => {
      child.send({ type: 'abort', id })
      deadline = setTimeout(() => this.#endUnresponsive(child, id), this.#options.abortDeadlineMs)
    }
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort, { once: true })
    return () => {
      signal.removeEventListener('abort', onAbort)
      if (deadline !== null) clearTimeout(deadline)
    }
  }

  #endUnresponsive(child: EngineChild, id: number): void {
    this.#waiting.get(id)?.fail(notResponding(this.#options.abortDeadlineMs))
    child.isEndExpected = true
    child.kill()
    // The next request must not meet a process that is about to die.
    this.#letGo(child)
  }

  /** The reader went away before the end: the child must stop before the next request. */
  async #abandon(child: EngineChild, id: number, events: EventQueue<GenerateEvent>): Promise<void> {
    const stop = this.#abortWith(AbortSignal.abort(), child, id)
    try {
      for await (const _ of events) {
        // Read to the end.
      }
    } catch {
      // However it ended, nobody is there to be told.
    } finally {
      stop()
    }
  }
}

function loadFault(failure: EngineFailure): Fault {
  const fault = faultOf(failure)
  return failure.backendFailed ? new BackendFault(fault) : fault
}

function asFault(error: unknown): Fault {
  return error instanceof BackendFault ? error.fault : Fault.from(error)
}
