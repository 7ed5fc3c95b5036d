import koffi from 'koffi'
import type { LabParameters } from '#contract/lab/plan.ts'
import type { LabLoaded } from '../../core/ports/lab-engine.ts'
import { checkModelFile, loadFailure } from '../child/model-file.ts'
import type { LabRequest } from '../lab-protocol.ts'
import { createContext } from './create-context.ts'
import { defaultThreads } from './default-threads.ts'
import { describeBuild } from './lab-build.ts'
import type { LabLog } from './lab-log.ts'
import type { LabModel } from './lab-model.ts'
import { checkBatch } from './llama/batch.ts'
import { callAsync } from './llama/call-async.ts'
import { defaultModelParams, modelParams } from './llama/model-params.ts'
import type { Llama } from './llama/open-llama.ts'
import { tokenizerHash } from './tokenizer-hash.ts'

type LoadHooks = { log: LabLog; signal: AbortSignal; onProgress: (progress: number) => void }

const progressCallback = koffi.proto('bool', ['float', 'void *'])
const descriptionBytes = 128
/** Of the context that shows whether the parameters are taken. */
const trialTokens = 256
/** Beside the layers, the output is one more to llama.cpp. */
const outputLayers = 1

/**
 * Loads a model, and tries its parameters on a small context. Faults: those of `LabEngine.load`, but for a crash; the signal's reason where it
 * aborts.
 */
export async function loadModel(
  llama: Llama,
  { path, backend, parameters }: Extract<LabRequest, { type: 'load' }>,
  { log, signal, onProgress }: LoadHooks,
): Promise<{ model: LabModel; loaded: LabLoaded }> {
  const startedMs = performance.now()
  checkModelFile(path)
  checkBatch(llama)
  log.clear()
  const gpuLayers = backend === 'cpu' ? 0 : parameters.gpuLayers
  const pointer = await readModel(llama, path, { backend, gpuLayers, signal, onProgress })
  signal.throwIfAborted()
  if (pointer === null) throw loadFailure(path, new Error('llama.cpp did not load the model'), log.complaints())
  const vocabulary: unknown = llama.llama.func('llama_model_get_vocab', 'void *', ['void *'])(pointer)
  const number = (name: string, type: string, subject: unknown) =>
    Number(llama.llama.func(name, type, ['void *'])(subject))
  const layers = number('llama_model_n_layer', 'int32_t', pointer) + outputLayers
  const inForce = {
    ...parameters,
    threads: parameters.threads ?? defaultThreads(llama),
    gpuLayers: Math.min(gpuLayers ?? layers, layers),
  }
  const model: LabModel = { llama, pointer, vocabulary, path, backend, parameters: inForce, log }
  createContext(model, trialTokens).free()
  return {
    model,
    loaded: {
      description: descriptionOf(llama, pointer),
      tensorBytes: number('llama_model_size', 'uint64_t', pointer),
      parameterCount: number('llama_model_n_params', 'uint64_t', pointer),
      vocabularySize: number('llama_vocab_n_tokens', 'int32_t', vocabulary),
      tokenizerHash: tokenizerHash(llama, vocabulary),
      parameters: inForce,
      loadMs: performance.now() - startedMs,
      build: describeBuild(llama),
    },
  }
}

type ReadOptions = Pick<Extract<LabRequest, { type: 'load' }>, 'backend'> &
  Pick<LabParameters, 'gpuLayers'> &
  Pick<LoadHooks, 'signal' | 'onProgress'>

/** On another thread, so that an abort is heard. null where llama.cpp says no. */
async function readModel(
  llama: Llama,
  path: string,
  { backend, gpuLayers, signal, onProgress }: ReadOptions,
): Promise<unknown> {
  const type = koffi.pointer(progressCallback)
  const callback = koffi.register((progress: number) => {
    onProgress(progress)
    return !signal.aborted
  }, type)
  // An empty list: nothing but the CPU, even where the library knows a GPU.
  const noDevices = new BigUint64Array(1)
  const defaults = defaultModelParams(llama)
  try {
    return await callAsync(llama.llama.func('llama_model_load_from_file', 'void *', ['str', modelParams]), path, {
      ...defaults,
      devices: backend === 'cpu' ? koffi.address(noDevices) : null,
      n_gpu_layers: gpuLayers ?? defaults.n_gpu_layers,
      progress_callback: callback,
    })
  } finally {
    koffi.unregister(callback)
  }
}

function descriptionOf({ llama }: Llama, pointer: unknown): string {
  const buffer = Buffer.alloc(descriptionBytes)
  llama.func('llama_model_desc', 'int32_t', ['void *', 'void *', 'size_t'])(pointer, buffer, buffer.length)
  return buffer.toString('utf8', 0, buffer.indexOf(0))
}
