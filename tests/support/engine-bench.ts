import type { BackendId } from '#contract/hardware.ts'
import type { ModelsState } from '#contract/models.ts'
import { defaultSampling } from '#contract/sampling.ts'
import { defaultSettings, type Settings } from '#contract/settings.ts'
import type { AnswerProgress, AnswerRequest } from '../../main/core/chat/answer-source.ts'
import { EngineService } from '../../main/core/engine/engine-service.ts'
import { Fault } from '../../main/core/fault.ts'
import { LiveValue } from '../../main/core/live-value.ts'
import type { StoredModel } from '../../main/core/ports/model-repository.ts'
import { FakeEngine, type FakeScript } from './fake-engine.ts'

/** A model as the library keeps it. */
function storedModel(id: string, change: Partial<StoredModel> = {}): StoredModel {
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

/** Stands in for the model library: knows models `a` and `b`, and a test moves its starter by hand. */
export class FakeModels {
  readonly state = new LiveValue<ModelsState>({ models: [], chosenModelId: 'a', starter: { phase: 'declined' } })
  readonly used: string[] = []
  readonly settled = Promise.withResolvers<void>()
  chosen: string | null = 'a'

  constructor() {
    this.settled.resolve()
  }

  chosenModelId(): string | null {
    return this.chosen
  }

  ready(): Promise<void> {
    return this.settled.promise
  }

  async resolve(id: string): Promise<StoredModel> {
    if (id !== 'a' && id !== 'b') throw new Fault('MODEL_NOT_FOUND', { params: { modelId: id } })
    return storedModel(id)
  }

  noteUsed(id: string): void {
    this.used.push(id)
  }
}

/** The engine service over a fake engine, with models, hardware and settings that a test turns by hand. */
export function engineBench(script: Partial<FakeScript> = {}, models: FakeModels = new FakeModels()) {
  const link = new FakeEngine(script)
  const settings = new LiveValue<Settings>({ ...defaultSettings, loadAtStart: false })
  const hardware = { backend: 'cpu' as BackendId, chosenBackend: async () => hardware.backend }
  let timeMs = 0
  const service = new EngineService({ link, models, hardware, settings, now: () => timeMs })
  const run = (text: string, signal: AbortSignal = new AbortController().signal) =>
    service.answer(requestFor(text), signal)
  return {
    link,
    settings,
    models,
    hardware,
    service,
    run,
    ask: (text: string, signal?: AbortSignal) => collect(run(text, signal)),
    passTime: (ms: number) => {
      timeMs += ms
    },
  }
}

function requestFor(text: string): AnswerRequest {
  return {
    messageId: `answer to ${text}`,
    systemPrompt: 'Be brief.',
    history: [{ role: 'user', text }],
    sampling: { ...defaultSampling, seed: 7 },
    contextOverflow: 'drop-oldest',
  }
}

export async function collect(events: AsyncIterable<AnswerProgress>): Promise<AnswerProgress[]> {
  const read: AnswerProgress[] = []
  for await (const event of events) read.push(event)
  return read
}

export function textOfAnswer(events: readonly AnswerProgress[]): string {
  return events.map((event) => (event.type === 'text' ? event.text : '')).join('')
}
