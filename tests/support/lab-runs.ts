import { addRanges, leastDirect } from '#contract/energy.ts'
import type { LabLimits, LabPlan } from '#contract/lab/plan.ts'
import type {
  LabEnvironment,
  LabMachine,
  LabMemory,
  LabModel,
  LabRunWithSamples,
  LabTest,
  LabVariant,
  QualitySetup,
} from '#contract/lab/run.ts'
import { aRange } from './energies.ts'
import { largeLadder, type Rung, smallLadder } from './lab-ladders.ts'
import { ladderQuality } from './lab-qualities.ts'
import { labRunStartMs, pp512, someSamples, tg128 } from './lab-samples.ts'

export { labRunStartMs, pp512, someSamples, tg128 } from './lab-samples.ts'

/** No limits; the fastest is preferred. */
export const noLimits: LabLimits = {
  leastTokensPerSecond: null,
  mostMemoryBytes: null,
  mostKlDivergence: null,
  mostJoulesPerToken: null,
  mostCost: null,
  prefer: 'speed',
}

export const aLabMachine: LabMachine = {
  fingerprint: 'a1b2c3d4e5f60718',
  name: 'willow',
  platform: 'linux',
  osName: 'Ubuntu 26.04',
  cpuName: 'AMD Ryzen 5 7600',
  physicalCores: 6,
  logicalCores: 12,
  ramBytes: 34_359_738_368,
  gpuNames: [],
}

export const aLabEnvironment: LabEnvironment = {
  appVersion: '0.1.0',
  buildCommit: '8f1a2b3',
  buildNumber: 6510,
  engineBuild: 'node-llama-cpp 3.22.1, llama.cpp b6510',
  backend: 'cpu',
  backends: 'CPU',
  powerSource: 'mains',
}

/** A Q4_K_M of a model of 135 million parameters, unless told otherwise. */
export function aLabModel(parts: Partial<LabModel> = {}): LabModel {
  const quantization = parts.quantization ?? 'Q4_K_M'
  return {
    modelId: `model-${quantization.toLowerCase()}`,
    name: 'SmolLM2 135M Instruct',
    fileName: `SmolLM2-135M-Instruct-${quantization}.gguf`,
    quantization,
    description: `llama 135M ${quantization}`,
    architecture: 'llama',
    ladderId: 'smollm2-135m-instruct',
    sizeBytes: 105_454_432,
    tensorBytes: 103_668_000,
    parameterCount: 134_515_008,
    vocabularySize: 49_152,
    tokenizerHash: 'smollm2-tokenizer',
    sha256: null,
    origin: null,
    ...parts,
  }
}

export function aLabVariant(parts: Partial<LabModel> = {}, rest: Partial<Omit<LabVariant, 'model'>> = {}): LabVariant {
  const model = aLabModel(parts)
  return {
    label: model.quantization,
    model,
    parameters: {
      batchTokens: 2048,
      microBatchTokens: 512,
      threads: 6,
      gpuLayers: 0,
      kvTypeK: 'f16',
      kvTypeV: 'f16',
      flashAttention: 'auto',
    },
    ...rest,
  }
}

/** A plan of the standard preset, which the made-up runs are said to follow. */
export const aLabPlan: LabPlan = {
  name: '',
  preset: 'standard',
  modelIds: ['model-q8_0', 'model-q4_k_m'],
  sweep: {
    batchTokens: [2048],
    microBatchTokens: [512],
    threads: [null],
    gpuLayers: [null],
    kvTypeK: ['f16'],
    kvTypeV: ['f16'],
    flashAttention: ['auto'],
  },
  speedTests: [
    { promptTokens: 512, generatedTokens: 0, depthTokens: 0 },
    { promptTokens: 0, generatedTokens: 128, depthTokens: 0 },
  ],
  prompts: [],
  quality: null,
  repetitions: { least: 5, most: 20, targetShare: 0.02 },
  coolDownMs: 0,
  seed: 1,
}

/**
 * A finished run of Q8_0 and Q4_K_M of a small model on the CPU: five blocks of pp512 and tg128, without energy or quality. What the summary
 * says is worked out from the variants, tests and samples that it is given.
 */
export function aLabRun(parts: Partial<LabRunWithSamples> = {}): LabRunWithSamples {
  const variants = parts.variants ?? [
    aLabVariant({ quantization: 'Q8_0', sizeBytes: 144_811_360, tensorBytes: 143_060_000 }),
    aLabVariant(),
  ]
  const tests = parts.tests ?? [pp512, tg128]
  const rates = variants.map((_, variant) => tests.map((_, test) => (test === 0 ? 400 : 60) * (1 + 0.3 * variant)))
  const samples = parts.samples ?? someSamples({ tests, blocks: 5, rates })
  const measured = samples.flatMap(({ energy }) => (energy === null ? [] : [energy]))
  const machine = parts.machine ?? aLabMachine
  const environment = parts.environment ?? aLabEnvironment
  const last = samples.at(-1)
  return {
    id: 'run-1',
    name: 'SmolLM2 135M Instruct, 2 quantizations',
    state: 'done',
    startedAtMs: labRunStartMs,
    endedAtMs: last === undefined ? labRunStartMs : Math.ceil(last.startedAtMs + last.durationNs / 1e6),
    modelNames: [...new Set(variants.map(({ model }) => model.name))],
    variantLabels: variants.map(({ label }) => label),
    blocksDone: last === undefined ? 0 : last.block + 1,
    sampleCount: samples.length,
    hasQuality: (parts.quality ?? []).length > 0,
    machineName: machine.name,
    machineFingerprint: machine.fingerprint,
    isImported: false,
    backend: environment.backend,
    engineBuild: environment.engineBuild,
    tags: [],
    hasNotes: (parts.notes ?? '') !== '',
    energyJ: measured.length === 0 ? null : measured.map(({ energyJ }) => energyJ).reduce(addRanges),
    energyProvenance: leastDirect(measured.map(({ provenance }) => provenance)),
    plan: aLabPlan,
    memory: [],
    qualitySetup: null,
    quality: [],
    notes: '',
    importedFrom: null,
    problem: null,
    ...parts,
    variants,
    tests,
    machine,
    environment,
    samples,
  }
}

/** Tests of a ladder: as llama-bench has them, at a depth, and two prompts as a user feels them. */
const ladderTests: LabTest[] = [
  pp512,
  tg128,
  { kind: 'speed', promptTokens: 0, generatedTokens: 128, depthTokens: 4096 },
  { kind: 'prompt', prompt: 'content-generation', maxTokens: 256 },
  { kind: 'prompt', prompt: 'code-analysis', maxTokens: 256 },
]

/**
 * A finished run of a ladder with everything measured: speed, prompts, memory, energy with cost, and quality by chunk. `small` is a model of 135
 * million parameters on the CPU, whose F16 is the first of seven variants and the reference; `large` one of 8 billion with a graphics card,
 * six variants against a BF16 that is not among them.
 */
export function aLadderRun(
  size: 'small' | 'large' = 'small',
  parts: Partial<LabRunWithSamples> = {},
): LabRunWithSamples {
  const isSmall = size === 'small'
  const rungs = isSmall ? smallLadder : largeLadder
  const variants = rungs.map((rung) => ladderVariant(rung, isSmall))
  const samples = someSamples({
    tests: ladderTests,
    blocks: isSmall ? 7 : 12,
    seed: isSmall ? 135 : 8,
    rates: rungs.map(({ prefillTokensPerSecond, decodeTokensPerSecond }) => [
      prefillTokensPerSecond,
      decodeTokensPerSecond,
      decodeTokensPerSecond * 0.82,
      decodeTokensPerSecond * 0.97,
      decodeTokensPerSecond * 0.95,
    ]),
    ttftMs: rungs.map(({ ttftMs }) => ttftMs),
    powerW: rungs.map(({ powerW }) => powerW),
    provenance: 'device-counter',
    pricePerKwh: 0.3,
    noise: 0.008,
  })
  const setup: QualitySetup = {
    reference: isSmall
      ? ladderVariant(smallLadder[0], true).model
      : largeModel({ quantization: 'BF16', sizeBytes: 16_068_000_000, tensorBytes: 16_060_000_000 }),
    textName: 'Moby-Dick',
    textSha256: '5f0b2a6f3b7d7f4b9f3f6d4f1b0a2c9e8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b3a',
    contextTokens: 512,
    method: isSmall ? 'disk' : 'side-by-side',
  }
  const quality = rungs.map((rung, variant) => ladderQuality(rung, variant, isSmall ? 29.82 : 6.229))
  return aLabRun({
    id: `ladder-${size}`,
    name: isSmall ? 'SmolLM2 135M Instruct, 7 quantizations' : 'Llama 3.1 8B Instruct, 6 quantizations',
    variants,
    tests: ladderTests,
    samples,
    plan: {
      ...aLabPlan,
      modelIds: variants.flatMap(({ model }) => (model.modelId === null ? [] : [model.modelId])),
      quality: {
        referenceModelId: null,
        textPath: null,
        contextTokens: 512,
        chunks: 16,
        diskBudgetBytes: 4_294_967_296,
      },
    },
    machine: isSmall ? aLabMachine : { ...aLabMachine, gpuNames: ['NVIDIA GeForce RTX 4060'] },
    environment: isSmall ? aLabEnvironment : { ...aLabEnvironment, backend: 'cuda', backends: 'CUDA' },
    memory: rungs.map(ladderMemory),
    qualitySetup: setup,
    quality,
    ...parts,
  })
}

function ladderVariant(rung: Rung | undefined, isSmall: boolean): LabVariant {
  const { quantization = 'F16', sizeBytes = 1 } = rung ?? {}
  const own = { quantization, sizeBytes, tensorBytes: Math.round(sizeBytes * 0.985) }
  if (!isSmall) {
    const variant = aLabVariant()
    return { label: quantization, model: largeModel(own), parameters: { ...variant.parameters, gpuLayers: 33 } }
  }
  return aLabVariant({
    ...own,
    origin: quantization === 'F16' ? 'Q4_1' : 'F16, from Q4_1',
    // Its rows are 576 wide, which no block of 256 divides.
    ...(quantization.includes('_K') ? { fallback: { count: 180, total: 272 } } : {}),
  })
}

function largeModel(parts: Partial<LabModel>): LabModel {
  const model = aLabModel(parts)
  return {
    ...model,
    modelId: `large-${model.quantization.toLowerCase()}`,
    name: 'Llama 3.1 8B Instruct',
    fileName: `Llama-3.1-8B-Instruct-${model.quantization}.gguf`,
    description: `llama 8B ${model.quantization}`,
    ladderId: 'llama-3.1-8b-instruct',
    parameterCount: 8_030_261_248,
    vocabularySize: 128_256,
    tokenizerHash: 'llama-3.1-tokenizer',
  }
}

function ladderMemory({ residentBytes, vramBytes }: Rung, variant: number): LabMemory {
  return { variant, residentBytes, vramBytes, loadMs: 300 + residentBytes / 1e6, idlePowerW: aRange(18, 4) }
}
