import { availableParallelism, release } from 'node:os'
import {
  getLlama,
  getModuleVersion,
  type Llama,
  type LlamaContext,
  type LlamaContextSequence,
  LlamaLogLevel,
  type LlamaModel,
} from 'node-llama-cpp'
import { contextCapTokens } from '#contract/engine.ts'
import type { BackendId } from '#contract/hardware.ts'
import type { LoadRequest } from '../../core/ports/engine-link.ts'
import type { EngineLoaded } from '../protocol.ts'
import { ChatTemplate } from './chat-template.ts'
import { EngineError } from './errors.ts'
import { ggmlTypes, loadChoices } from './load-choices.ts'
import { type EngineLog, logArrived } from './log.ts'
import { checkModelFile, loadFailure } from './model-file.ts'
import { ThreadGovernor } from './thread-governor.ts'
import { warmUp } from './warm-up.ts'

const smallestContextTokens = 256
/** llama.cpp's words, which are a warning and not a failure, where the system does not let it lock memory. */
const lockRefused = /failed to mlock|failed to VirtualLock/i

/** A model that can answer: one context with one sequence, whose KV cache is kept from answer to answer. */
export type Engine = {
  llama: Llama
  model: LlamaModel
  context: LlamaContext
  sequence: LlamaContextSequence
  template: ChatTemplate
  /** null where the user chose the number of threads, or the CPU has little to do. */
  governor: ThreadGovernor | null
  /** Prefill rate measured while warming up, in tokens a second. */
  prefillTokensPerSecond: number
  info: EngineLoaded
}

export type LoadHooks = { log: EngineLog; signal: AbortSignal; onProgress: (progress: number) => void }

/** Starts llama.cpp on the backend, without building anything. Throws EngineError marked as the backend's fault. */
export async function startLlama(backend: BackendId, log: EngineLog): Promise<Llama> {
  try {
    const gpu = backend === 'cpu' ? false : backend
    const llama = await getLlama({
      gpu,
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      logLevel: LlamaLogLevel.info,
      logger: log.write,
      // The number of threads is ours to choose, and nothing shares them.
      maxThreads: 0,
    })
    // Asked for what this platform does not have, node-llama-cpp takes what it likes better.
    if (llama.gpu !== gpu) throw new Error(`llama.cpp has no ${backend} on this machine`)
    if (gpu !== false && (await llama.getGpuDeviceNames()).length === 0) throw new Error(`${backend} found no device`)
    return llama
  } catch (error) {
    await logArrived()
    const reason = error instanceof Error ? error.message : String(error)
    const detail = [reason, ...log.complaints()].join('\n')
    throw new EngineError('ENGINE_NOT_STARTED', detail, { backend }, true)
  }
}

/** Loads a model with its context and warms it up. Throws EngineError; what was loaded on the way is freed. */
export async function loadEngine(llama: Llama, request: LoadRequest, hooks: LoadHooks): Promise<Engine> {
  const { log, signal, onProgress } = hooks
  const startedMs = performance.now()
  checkModelFile(request.path)
  log.clear()
  const { options } = request
  const choices = loadChoices(options)
  const { flashAttention, kvTypeV } = choices
  const cache = {
    experimentalKvCacheKeyType: ggmlTypes[choices.kvTypeK],
    experimentalKvCacheValueType: ggmlTypes[kvTypeV],
  }
  let model: LlamaModel | null = null
  try {
    model = await llama.loadModel({
      modelPath: request.path,
      gpuLayers: choices.gpuLayers,
      defaultContextFlashAttention: flashAttention,
      experimentalDefaultContextKvCacheKeyType: cache.experimentalKvCacheKeyType,
      experimentalDefaultContextKvCacheValueType: cache.experimentalKvCacheValueType,
      useMmap: choices.useMmap,
      useMlock: options.mlock,
      loadSignal: signal,
      // The context and the warm-up come after the weights.
      onLoadProgress: (progress) => onProgress(progress * 0.9),
    })
    const context = await model.createContext({
      contextSize: contextSize(options.contextTokens, model.trainContextSize),
      // node-llama-cpp makes this both n_batch and n_ubatch, and cuts longer prompts into such pieces itself.
      batchSize: choices.ubatchTokens,
      flashAttention,
      ...cache,
      // llama.cpp's threads wait for each other by spinning: with more of them than processors, a token takes minutes.
      threads: Math.min(options.threads ?? llama.cpuMathCores, availableParallelism()),
      createSignal: signal,
    })
    onProgress(0.95)
    const sequence = context.getSequence()
    const isOnCpu = model.gpuLayers < model.fileInsights.totalLayers
    const governor = options.threads === null && isOnCpu ? governThreads(llama, context.idealThreads, log) : null
    const prefillTokensPerSecond = await warmUp(sequence, governor)
    await logArrived()
    const ubatchTokens = Math.min(context.batchSize, context.contextSize)
    const isLockTried = options.mlock && llama.supportsMlock
    const mlock = isLockTried && !log.has(lockRefused)
    if (options.mlock && !mlock) log.write(LlamaLogLevel.warn, 'wattle: the weights are not locked in memory')
    const info: EngineLoaded = {
      modelId: request.modelId,
      name: request.name,
      quantization: request.quantization,
      backend: options.backend,
      gpuLayers: model.gpuLayers,
      totalLayers: model.fileInsights.totalLayers,
      contextTokens: context.contextSize,
      trainedContextTokens: model.trainContextSize,
      threads: context.idealThreads,
      flashAttention:
        flashAttention === 'auto'
          ? !log.has(/flash attention not supported|flash_attn is not compatible/i)
          : flashAttention,
      kvTypeK: options.kvTypeK,
      kvTypeV,
      batchTokens: Math.max(options.batchTokens ?? ubatchTokens, ubatchTokens),
      ubatchTokens,
      // llama.cpp reads what it is to lock, even where it may not lock it then.
      mmap: model.useMmap && !isLockTried,
      mlock,
      memory: null,
      loadMs: performance.now() - startedMs,
      engineBuild: await engineBuild(llama),
    }
    return {
      llama,
      model,
      context,
      sequence,
      template: new ChatTemplate(model),
      governor,
      prefillTokensPerSecond,
      info,
    }
  } catch (error) {
    await logArrived()
    await model?.dispose()
    if (signal.aborted) throw new EngineError('MODEL_LOAD_FAILED', 'The load was stopped')
    throw loadFailure(request.path, error, log.complaints())
  }
}

function governThreads(llama: Llama, mostThreads: number, log: EngineLog): ThreadGovernor {
  return new ThreadGovernor(mostThreads, (threads) => {
    llama.maxThreads = threads
    log.write(LlamaLogLevel.info, `wattle: decoding with ${threads} of ${mostThreads} threads`)
  })
}

/**
 * What was asked for, but never over what the model was trained for; without a wish, as much as fits up to the cap, so that a model
 * trained on 128k does not fill the memory.
 */
function contextSize(askedTokens: number | null, trainedTokens: number): number | { min: number; max: number } {
  if (askedTokens !== null) return Math.min(askedTokens, trainedTokens)
  const max = Math.min(contextCapTokens, trainedTokens)
  return { min: Math.min(smallestContextTokens, max), max }
}

async function engineBuild(llama: Llama): Promise<string> {
  const version = await getModuleVersion()
  return `llama.cpp ${llama.llamaCppRelease.release}, node-llama-cpp ${version}, ${process.platform} ${process.arch} ${release()}`
}
