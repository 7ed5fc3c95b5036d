import { join } from 'node:path'
import { expect } from 'vitest'
import type { BackendId } from '#contract/hardware.ts'
import type { ModelsState } from '#contract/models.ts'
import type { LoadProfile } from '#contract/profiles.ts'
import { defaultSampling } from '#contract/sampling.ts'
import { defaultSettings, type Settings } from '#contract/settings.ts'
import type { AnswerProgress, AnswerRequest } from '../../main/core/chat/answer-source.ts'
import { EngineService } from '../../main/core/engine/engine-service.ts'
import type { Held } from '../../main/core/engine/held.ts'
import type { ModelRoom } from '../../main/core/engine/needs.ts'
import { Fault } from '../../main/core/fault.ts'
import { MachineLease } from '../../main/core/lab/machine-lease.ts'
import { LiveValue } from '../../main/core/live-value.ts'
import type { EngineLink } from '../../main/core/ports/engine-link.ts'
import type { StoredModel } from '../../main/core/ports/model-repository.ts'
import { ProfileService } from '../../main/core/profiles/profile-service.ts'
import { FakeEngine, type FakeScript } from './fake-engine.ts'
import { ManualTimer } from './manual-timer.ts'

/** A model as the library keeps it. */
export function storedModel(id: string, change: Partial<StoredModel> = {}): StoredModel {
  return {
    id,
    name: `Model ${id}`,
    originalName: `Model ${id}`,
    fileName: `${id}.gguf`,
    path: `/models/${id}.gguf`,
    parts: [{ path: `/models/${id}.gguf`, sizeBytes: 1000, modifiedAtMs: 0 }],
    folderId: null,
    sizeBytes: 1000,
    quantization: 'Q4_K_M',
    architecture: 'llama',
    parameterCount: null,
    trainedContextTokens: 8192,
    layerCount: 30,
    hasChatTemplate: true,
    licence: null,
    sha256: `hash of ${id}`,
    addedAtMs: 0,
    lastUsedAtMs: null,
    isStarter: false,
    modifiedAtMs: 0,
    kvElementsPerToken: null,
    embeddingLength: null,
    vocabularySize: null,
    header: null,
    ladderId: id,
    ladderName: `Model ${id}`,
    publisher: null,
    source: null,
    problem: null,
    notes: '',
    tags: [],
    isFavourite: false,
    removedAtMs: null,
    trash: null,
    ...change,
  }
}

/** Stands in for the model library: knows models `a`, `b` and `c`, and a test moves its starter by hand. */
export class FakeModels {
  readonly state = new LiveValue<ModelsState>({ models: [], chosenModelId: 'a', starter: { phase: 'declined' } })
  readonly used: string[] = []
  readonly settled = Promise.withResolvers<void>()
  chosen: string | null = 'a'
  /** Where their files lie; no test of a fake engine has any. */
  folder = '/models'

  constructor() {
    this.settled.resolve()
  }

  chosenModelId(): string | null {
    return this.chosen
  }

  choose(id: string): void {
    this.chosen = id
  }

  ready(): Promise<void> {
    return this.settled.promise
  }

  async resolve(id: string): Promise<StoredModel> {
    if (!['a', 'b', 'c'].includes(id)) throw new Fault('MODEL_NOT_FOUND', { params: { modelId: id } })
    return storedModel(id, { path: join(this.folder, `${id}.gguf`) })
  }

  noteUsed(id: string): void {
    this.used.push(id)
  }
}

/** Answers whether there is room as a test says, and notes what it was asked: the model, and those in memory. */
class FakeRoom implements ModelRoom {
  readonly asked: { modelId: string; beside: string[] }[] = []
  hasRoom = true

  async hasRoomFor(file: StoredModel, _options: unknown, inMemory: readonly Held[]): Promise<boolean> {
    this.asked.push({ modelId: file.id, beside: inMemory.map(({ model }) => model.modelId) })
    return this.hasRoom
  }
}

function memoryProfiles(): ProfileService {
  const stored = new Map<string, LoadProfile>()
  return new ProfileService({
    repository: {
      list: (modelId) => [...stored.values()].filter((profile) => profile.modelId === modelId),
      get: (id) => stored.get(id) ?? null,
      save: (profile) => void stored.set(profile.id, profile),
      remove: (id) => void stored.delete(id),
    },
    models: { getListed: (id) => storedModel(id) },
  })
}

/** The engine service over links of any kind, with models, hardware, settings and a clock that a test turns by hand. */
export function serviceBench(createLink: () => EngineLink, models: FakeModels = new FakeModels()) {
  const settings = new LiveValue<Settings>({ ...defaultSettings, loadAtStart: false })
  const hardware = { backend: 'cpu' as BackendId, chosenBackend: async () => hardware.backend }
  const profiles = memoryProfiles()
  const room = new FakeRoom()
  const lease = new MachineLease(() => service.unload())
  const timer = new ManualTimer()
  let timeMs = 0
  const service = new EngineService({
    createLink,
    models,
    profiles,
    hardware,
    room,
    requireMachine: () => lease.requireChat(),
    settings,
    now: () => timeMs,
    setTimer: timer.set,
  })
  const run = (text: string, signal: AbortSignal = new AbortController().signal) =>
    service.answer(requestFor(text), signal)
  return {
    room,
    lease,
    profiles,
    timer,
    settings,
    models,
    hardware,
    service,
    run,
    ask: (text: string, signal?: AbortSignal) => collect(run(text, signal)),
    passTime: (ms: number) => {
      timeMs += ms
      timer.advance(ms)
    },
    /** The clock goes on and the timers do not, as when a computer sleeps. */
    sleep: (ms: number) => {
      timeMs += ms
    },
  }
}

/** The engine service over fake engines. */
export function engineBench(script: Partial<FakeScript> = {}, models?: FakeModels) {
  const links: FakeEngine[] = []
  const createLink = () => {
    const made = new FakeEngine(script)
    links.push(made)
    return made
  }
  const bench = serviceBench(createLink, models)
  const [link] = links
  if (link === undefined) throw new Error('The service made no link')
  /** `link` is the first process; `links` has all. */
  return { ...bench, link, links }
}

function requestFor(text: string): AnswerRequest {
  return {
    messageId: `answer to ${text}`,
    own: { systemPrompt: null, sampling: {} },
    systemPrompt: 'Be brief.',
    history: [{ role: 'user', text }],
    sampling: { ...defaultSampling, seed: 7 },
    contextOverflow: 'drop-oldest',
  }
}

/** Waits for the first unload of a process. */
export async function unloadsOf(link: FakeEngine | undefined): Promise<void> {
  await expect.poll(() => link?.unloads).toBe(1)
}

export async function collect(events: AsyncIterable<AnswerProgress>): Promise<AnswerProgress[]> {
  const read: AnswerProgress[] = []
  for await (const event of events) read.push(event)
  return read
}

export function textOfAnswer(events: readonly AnswerProgress[]): string {
  return events.map((event) => (event.type === 'text' ? event.text : '')).join('')
}
