import { Fault } from '../fault.ts'
import type { EngineExit, EngineLink, GenerateEvent, GenerateRequest } from '../ports/engine-link.ts'
import type { StoredModel } from '../ports/model-repository.ts'
import type { ActivityTeller } from './activity-teller.ts'
import type { Held } from './held.ts'
import type { Wanted } from './load-wishes.ts'
import type { EngineServiceOptions } from './needs.ts'

/** Listens to a load: ends it, and is told 0 to 1. */
export type LoadProgress = { signal: AbortSignal; onProgress: (progress: number) => void }

/** A place for one model, with a process of its own. */
type Slot = {
  readonly link: EngineLink
  /** The model that was loaded here last, whether or not that worked: a crash is this one's. */
  modelId: string | null
  held: Held | null
  /** When it was used last, in milliseconds since the epoch. */
  usedAtMs: number
  /** Resolves when the memory of what was freed last is free. */
  freed: Promise<void>
}

type EnginePoolOptions = Pick<EngineServiceOptions, 'createLink' | 'room' | 'now'> & {
  /** How many models may be in memory now. */
  limit: () => number
  /** A process ended that nobody had asked to end; its model is forgotten already. */
  onCrash: (modelId: string | null, exit: EngineExit) => void
  /** Is told of loads, and of each change of what is in memory. */
  activity: ActivityTeller
}

/**
 * The models in memory, each in a process of its own. Loads come one at a time. Another model is kept beside the present ones where the
 * limit and the memory allow it; else those that were used longest ago make room for it.
 */
export class EnginePool {
  readonly #options: EnginePoolOptions
  /** The most recently used first. */
  #slots: Slot[] = []
  readonly #stopWatching: (() => void)[] = []

  constructor(options: EnginePoolOptions) {
    this.#options = options
    this.#addSlot()
  }

  /** The models in memory, the most recently used first. */
  get held(): { held: Held; usedAtMs: number }[] {
    return this.#slots.flatMap(({ held, usedAtMs }) => (held === null ? [] : [{ held, usedAtMs }]))
  }

  /** Whether there is an engine process, with a model or without. */
  get hasProcess(): boolean {
    return this.#slots.some(({ link }) => link.pid !== null)
  }

  find(modelId: string): Held | null {
    return this.#slotOf(modelId)?.held ?? null
  }

  /** Notes that a model is used now, and what is in force for it. */
  use(held: Held): void {
    const slot = this.#slotOf(held.model.modelId)
    if (slot === null) return
    slot.held = held
    this.#touch(slot)
  }

  /** Loads a model, in place of itself where it is in memory. Faults: MODEL_FILE_…, MODEL_LOAD_FAILED, OUT_OF_MEMORY, ENGINE_…. */
  async load(file: StoredModel, wanted: Wanted, progress: LoadProgress): Promise<Held> {
    requireWanted(progress.signal)
    const slot = await this.#place(file, wanted)
    await slot.freed
    // That took its time: no process is started for nobody.
    requireWanted(progress.signal)
    slot.modelId = file.id
    this.#hold(slot, null)
    const { id: modelId, name, quantization, path } = file
    const request = { modelId, name, quantization, path, options: wanted.options }
    const { profile, asked } = wanted
    return this.#options.activity.load({ modelId, name, quantization }, async () => {
      const loaded = await slot.link.load(request, progress)
      const held = { model: { ...loaded, profileName: profile?.name ?? null }, file, profile, asked }
      this.#hold(slot, held)
      this.#touch(slot)
      return held
    })
  }

  /** Streams an answer of a model in memory. Faults: MODEL_NOT_CHOSEN, PROMPT_LONGER_THAN_CONTEXT, ENGINE_…. */
  async *generate(
    { model }: Held,
    request: GenerateRequest,
    signal: AbortSignal,
  ): AsyncGenerator<GenerateEvent, void, void> {
    const slot = this.#slotOf(model.modelId)
    if (slot === null) throw new Fault('MODEL_NOT_CHOSEN')
    for await (const event of slot.link.generate(request, signal)) {
      if (event.type === 'end' && event.memory && slot.held !== null) {
        slot.held = { ...slot.held, model: { ...slot.held.model, memory: event.memory } }
      }
      yield event
    }
  }

  /** The model's process is gone, or had to be ended. */
  forget(modelId: string): void {
    const slot = this.#slotOf(modelId)
    if (slot !== null) this.#hold(slot, null)
  }

  /** Ends a model's process; all its memory is free when this resolves. */
  async free(modelId: string): Promise<void> {
    const slot = this.#slotOf(modelId)
    if (slot !== null) await this.#free(slot)
  }

  /** Ends all processes. */
  async freeAll(): Promise<void> {
    await Promise.all(this.#slots.map((slot) => this.#free(slot)))
  }

  /** Ends all processes for good. */
  async close(): Promise<void> {
    for (const stop of this.#stopWatching) stop()
    await Promise.all(this.#slots.map(({ link }) => link.close()))
    for (const slot of this.#slots) this.#hold(slot, null)
  }

  /** Where a model is to be loaded, with room made for it. */
  async #place(file: StoredModel, { options }: Wanted): Promise<Slot> {
    const own = this.#slotOf(file.id)
    const { limit, room } = this.#options
    for (;;) {
      const others = this.#slots.filter((slot) => slot !== own && slot.held !== null)
      const oldest = others.at(-1)
      if (oldest === undefined) return own ?? this.#spareSlot()
      const inMemory = others.flatMap(({ held }) => (held === null ? [] : [held]))
      if (others.length < limit()) {
        // What it takes now would count against its own next load.
        if (own?.held) await this.#free(own)
        if (await room.hasRoomFor(file, options, inMemory)) return own ?? this.#spareSlot()
      }
      // In place of the last one: its process goes on, and needs no start.
      if (others.length === 1 && own === null) return oldest
      await this.#free(oldest)
    }
  }

  #spareSlot(): Slot {
    return this.#slots.find(({ held }) => held === null) ?? this.#addSlot()
  }

  #addSlot(): Slot {
    const link = this.#options.createLink()
    const slot: Slot = { link, modelId: null, held: null, usedAtMs: 0, freed: Promise.resolve() }
    this.#slots.push(slot)
    this.#stopWatching.push(link.onCrash((exit) => this.#crashed(slot, exit)))
    return slot
  }

  #crashed(slot: Slot, exit: EngineExit): void {
    const { modelId } = slot
    this.#hold(slot, null)
    this.#options.onCrash(modelId, exit)
  }

  #hold(slot: Slot, held: Held | null): void {
    slot.held = held
    const models = this.#slots.flatMap((one) => one.held?.model ?? [])
    this.#options.activity.noteModels(models)
  }

  #slotOf(modelId: string): Slot | null {
    return this.#slots.find((slot) => slot.held?.model.modelId === modelId) ?? null
  }

  #touch(slot: Slot): void {
    slot.usedAtMs = this.#options.now()
    this.#slots = [slot, ...this.#slots.filter((other) => other !== slot)]
  }

  #free(slot: Slot): Promise<void> {
    this.#hold(slot, null)
    slot.freed = slot.link.unload()
    return slot.freed
  }
}

function requireWanted({ aborted }: AbortSignal): void {
  if (aborted) throw new Fault('MODEL_LOAD_FAILED', { detail: 'The load was stopped' })
}
