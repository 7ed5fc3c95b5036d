import {
  GgmlType,
  type GgufFileInfo,
  GgufInsights,
  getLlama,
  type Llama,
  LlamaLogLevel,
  readGgufFileInfo,
} from 'node-llama-cpp'
import { type BackendId, backendIdSchema } from '#contract/hardware.ts'
import type { FitAnswer, FitQuestion, LoadSimulation } from '../../core/ports/fit-estimator.ts'
import type { FromEstimator, ToEstimator } from '../estimator-protocol.ts'
import { activationBytes, tokenizerBytes } from './header-share.ts'
import { ggmlTypes, loadChoices } from './load-choices.ts'

/** Each holds the header and a model without weights: as much as the vocabulary takes, several times over. */
const keptFiles = 3

/** node-llama-cpp's words where it falls back to rules of thumb: ours are as good, and say what they are. */
const ruleOfThumb = /falling back to estimation heuristic/i

/**
 * Simulates loads on the backend named by its argument, one question after the other: llama.cpp plans its buffers as for a load and
 * allocates none. In a process of its own, since a broken file or driver may end it; it ends with its parent.
 */
class Estimator {
  readonly #llama: Llama
  readonly #complaints: string[]
  /** The least recently asked first. */
  readonly #files = new Map<string, GgufInsights>()

  constructor(llama: Llama, complaints: string[]) {
    this.#llama = llama
    this.#complaints = complaints
  }

  async answer(question: FitQuestion): Promise<FitAnswer> {
    this.#complaints.length = 0
    try {
      const simulation = await this.#simulate(await this.#insights(question), question)
      const complaint = this.#complaints.find((line) => ruleOfThumb.test(line))
      if (complaint !== undefined) return { status: 'unavailable', reason: complaint }
      return { status: 'simulated', simulation }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      return { status: 'unavailable', reason: [reason, ...this.#complaints].join('\n') }
    }
  }

  async #insights({ path, sizeBytes, modifiedAtMs }: FitQuestion): Promise<GgufInsights> {
    const key = JSON.stringify([path, sizeBytes, modifiedAtMs])
    const known = this.#files.get(key)
    this.#files.delete(key)
    const info = known ?? (await GgufInsights.from(await readHeader(path), this.#llama))
    this.#files.set(key, info)
    for (const oldest of this.#files.keys()) {
      if (this.#files.size <= keptFiles) break
      this.#files.delete(oldest)
    }
    return info
  }

  async #simulate(insights: GgufInsights, question: FitQuestion): Promise<LoadSimulation> {
    const { contextTokens, heldVramBytes } = question
    const { flashAttention, ...choices } = loadChoices({ ...question.options, contextTokens })
    const kvCacheKeyType = GgmlType[ggmlTypes[choices.kvTypeK]]
    const kvCacheValueType = GgmlType[ggmlTypes[choices.kvTypeV]]
    const ubatchTokens = Math.min(choices.ubatchTokens, contextTokens)
    const vram = this.#llama.gpu === false ? null : await this.#llama.getVramState()
    const { gpuLayers, useMmap } = await insights.configurationResolver.resolveModelGpuLayersV2(choices.gpuLayers, {
      ...(vram && { getVramState: async () => ({ total: vram.total, free: vram.free + heldVramBytes }) }),
      defaultContextFlashAttention: flashAttention,
      defaultContextKvCacheKeyType: kvCacheKeyType,
      defaultContextKvCacheValueType: kvCacheValueType,
      useMmap: choices.useMmap,
      // Whether it fits is what is asked: the answer is numbers, not a refusal.
      ignoreMemorySafetyChecks: true,
    })
    const weights = await insights.estimateModelResourceRequirementsV2({ gpuLayers, useMmap })
    const context = await insights.estimateContextResourceRequirementsV2({
      contextSize: contextTokens,
      modelGpuLayers: gpuLayers,
      batchSize: ubatchTokens,
      sequences: 1,
      flashAttention,
      kvCacheKeyType,
      kvCacheValueType,
      useMmap,
    })
    const { ggufFileInfo } = insights
    const hasFlashAttention = flashAttention === 'auto' ? insights.flashAttentionSupported : flashAttention
    return {
      gpuLayers,
      totalLayers: insights.totalLayers,
      weights: { ramBytes: Math.ceil(weights.cpuRam), vramBytes: Math.ceil(weights.gpuVram) },
      context: { ramBytes: Math.ceil(context.cpuRam), vramBytes: Math.ceil(context.gpuVram) },
      activationBytes: activationBytes(ggufFileInfo, {
        ubatchTokens,
        contextTokens,
        flashAttention: hasFlashAttention,
      }),
      tokenizerBytes: tokenizerBytes(ggufFileInfo),
      vramFreeBytes: vram && Math.max(0, Math.floor(vram.free)),
    }
  }
}

function readHeader(path: string): Promise<GgufFileInfo> {
  return readGgufFileInfo(path, { sourceType: 'filesystem', logWarnings: false })
}

async function startEstimator(backend: BackendId): Promise<Estimator> {
  const gpu = backend === 'cpu' ? false : backend
  const complaints: string[] = []
  const llama = await getLlama({
    gpu,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    logLevel: LlamaLogLevel.warn,
    logger: (_level, message) => complaints.push(message.trim()),
    maxThreads: 0,
  })
  if (llama.gpu !== gpu) throw new Error(`llama.cpp has no ${backend} on this machine`)
  return new Estimator(llama, complaints)
}

const send = (message: FromEstimator): void => void process.send?.(message, undefined, undefined, () => {})
const starting = startEstimator(backendIdSchema.parse(process.argv[2]))
let turn: Promise<void> = Promise.resolve()
process.on('message', ({ id, question }: ToEstimator) => {
  turn = turn.then(async () => {
    const answer = await starting.then(
      (estimator) => estimator.answer(question),
      (error: unknown): FitAnswer => ({ status: 'unavailable', reason: String(error) }),
    )
    send({ id, answer })
  })
})
// The parent is gone, or has no more questions: llama.cpp may be at work, so nothing gentler ends this at once.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
process.on('SIGINT', () => {})
