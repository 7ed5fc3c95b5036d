import { defaultLoadOptions, type KvType, kvTypeSchema, type LoadOptions } from '#contract/engine.ts'
import type { LabKvType, LabParameters } from '#contract/lab/plan.ts'
import type { LabTest } from '#contract/lab/run.ts'
import { defaultSampling } from '#contract/sampling.ts'
import { Fault } from '../../fault.ts'
import type { EngineLink, GenerateRequest } from '../../ports/engine-link.ts'
import { labPrompts } from '../prompts/lab-prompts.ts'
import { tokenSeed } from './block-orders.ts'
import { measureRepetition, untilStopped, type Visit, type VisitParts } from './visit.ts'

type PromptTest = { place: number; test: Extract<LabTest, { kind: 'prompt' }> }

/** Enough for the longest prompt and its answer. */
const contextTokens = 4096

/** Loads a variant into the chat's own engine, and asks what a user would. Faults: those of an engine link, LAB_PARAMETERS_REFUSED (label). */
export async function visitPrompts(parts: VisitParts, visit: Visit, tests: readonly PromptTest[]): Promise<void> {
  const { record, createEngineLink, stop, leave, show, backend } = parts
  const { block, variant, model } = visit
  const { label, parameters } = record.variant(variant)
  const options = chatOptions(parameters, label)
  const { id: modelId, name, quantization, path } = model
  const trained = model.trainedContextTokens ?? contextTokens
  const request = { modelId, name, quantization, path }
  const link = createEngineLink()
  show({ phase: 'loading', variant, block, test: null })
  try {
    const load = { ...options, backend, contextTokens: Math.min(contextTokens, trained) }
    await untilStopped(link.load({ ...request, options: load }, { signal: stop, onProgress: () => undefined }), stop)
    for (const { place, test } of tests) {
      if (leave.aborted) return
      const seed = tokenSeed(record.run.plan.seed, block)
      await measureRepetition(parts, visit, place, {
        pid: link.pid,
        run: () => untilStopped(ask(link, requestOf(test, seed), stop), stop),
      })
    }
  } finally {
    await link.close()
  }
}

/** Asks once. All times are of the engine's own clock, from the question's arrival there on. */
async function ask(link: EngineLink, request: GenerateRequest, signal: AbortSignal) {
  for await (const event of link.generate(request, signal)) {
    if (event.type !== 'end') continue
    signal.throwIfAborted()
    const { ttftMs, decodeMs, decodeTokens, prefillTokens, prefillMs, tokensPerSecond, interTokenMs } = event.figures
    const firstMs = ttftMs ?? prefillMs
    const endToEndMs = firstMs + decodeMs
    return {
      span: { fromMs: event.atMs - endToEndMs, toMs: event.atMs },
      figures: {
        durationNs: Math.round(endToEndMs * 1e6),
        tokensPerSecond: tokensPerSecond ?? 0,
        promptTokens: prefillTokens,
        generatedTokens: decodeTokens,
      },
      felt: {
        ttftMs: firstMs,
        interTokenP50Ms: interTokenMs?.p50 ?? 0,
        interTokenP95Ms: interTokenMs?.p95 ?? 0,
        interTokenP99Ms: interTokenMs?.p99 ?? 0,
      },
      decodingMs: event.atMs - decodeMs,
    }
  }
  throw new Fault('INTERNAL', { detail: 'The engine ended an answer without saying how' })
}

/** The likeliest token always: all repetitions have the same answer. */
function requestOf({ prompt, maxTokens }: PromptTest['test'], seed: number): GenerateRequest {
  return {
    systemPrompt: '',
    history: [{ role: 'user', text: labPrompts[prompt].text }],
    sampling: { ...defaultSampling, temperature: 0, seed, maxTokens },
    contextOverflow: 'refuse',
  }
}

/** A variant's parameters as the chat's engine takes them. Faults: LAB_PARAMETERS_REFUSED (label) for a cache type that it does not have. */
export function chatOptions(parameters: LabParameters, label: string): LoadOptions {
  const { batchTokens, microBatchTokens, threads, gpuLayers, flashAttention } = parameters
  const kvTypeK = chatKvType(parameters.kvTypeK)
  const kvTypeV = chatKvType(parameters.kvTypeV)
  if (kvTypeK === null || kvTypeV === null) {
    const detail = `The chat's engine has no cache of ${parameters.kvTypeK} and ${parameters.kvTypeV}`
    throw new Fault('LAB_PARAMETERS_REFUSED', { params: { label }, detail })
  }
  return {
    ...defaultLoadOptions,
    threads,
    gpuLayers,
    flashAttention,
    kvTypeK,
    kvTypeV,
    batchTokens: Math.min(16_384, Math.max(32, batchTokens)),
    ubatchTokens: Math.min(8192, Math.max(32, microBatchTokens)),
  }
}

/** A cache type of the lab as the chat's engine calls it; null where it has none such. */
export function chatKvType(type: LabKvType): KvType | null {
  return kvTypeSchema.safeParse(type).data ?? null
}
