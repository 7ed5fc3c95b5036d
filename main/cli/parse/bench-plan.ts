import { randomInt } from 'node:crypto'
import type { LabPlan, LabPreset, LabPresetPlan, PromptKind } from '#contract/lab/plan.ts'
import { type LoadOptions, sweepOf } from './load-options.ts'
import { asksForQuality, type QualityOptions, qualityOf } from './quality-options.ts'
import { speedTestsOf, type TestOptions } from './speed-tests.ts'

export type NamedPreset = Exclude<LabPreset, 'custom'>

export type BenchOptions = LoadOptions &
  TestOptions &
  QualityOptions & {
    preset: NamedPreset
    repetitions?: number
    /** Empty: none. */
    prompts?: PromptKind[]
    /** undefined: as the preset says, or true where something of it was asked for. */
    quality?: boolean
    coolDown?: number
    seed?: number
    name?: string
  }

type Given = {
  presets: Record<NamedPreset, LabPresetPlan>
  modelIds: string[]
  referenceModelId: string | null
  /** That paths are relative to. */
  folder: string
}

/** The plan of a preset with all that was asked for in its place; it is a custom one then. */
export function benchPlan(options: BenchOptions, { presets, modelIds, ...given }: Given): LabPlan {
  const preset = presets[options.preset]
  const { repetitions, prompts, coolDown } = options
  const speedTests = speedTestsOf(options)
  const changes: Partial<LabPresetPlan> = {
    ...(asksForLoad(options) && { sweep: sweepOf(options, preset.sweep) }),
    ...(speedTests !== null && { speedTests }),
    ...(prompts !== undefined && { prompts }),
    ...(repetitions !== undefined && { repetitions: { least: repetitions, most: repetitions, targetShare: null } }),
    ...(coolDown !== undefined && { coolDownMs: Math.round(coolDown * 1000) }),
    ...qualityChange(options, { preset, presets, given }),
  }
  return {
    ...preset,
    ...changes,
    preset: Object.keys(changes).length === 0 ? preset.preset : 'custom',
    name: options.name ?? '',
    modelIds,
    seed: options.seed ?? randomInt(2 ** 32),
  }
}

function qualityChange(
  options: BenchOptions,
  {
    preset,
    presets,
    given,
  }: Pick<Given, 'presets'> & { preset: LabPresetPlan; given: Omit<Given, 'presets' | 'modelIds'> },
): Partial<LabPresetPlan> {
  if (options.quality === false) return preset.quality === null ? {} : { quality: null }
  const isAsked = asksForQuality(options)
  if (options.quality === undefined && !isAsked) return {}
  if (preset.quality !== null && !isAsked) return {}
  const usual = preset.quality ?? presets.standard.quality
  return usual === null ? {} : { quality: qualityOf(options, usual, given) }
}

function asksForLoad(options: LoadOptions): boolean {
  const { batchSize, ubatchSize, threads, nGpuLayers, cacheTypeK, cacheTypeV, flashAttn } = options
  return [batchSize, ubatchSize, threads, nGpuLayers, cacheTypeK, cacheTypeV, flashAttn].some(
    (given) => given !== undefined,
  )
}
