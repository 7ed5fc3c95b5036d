import { stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { LabParameters } from '#contract/lab/plan.ts'
import type { LabQuality } from '#contract/lab/run.ts'
import { qualityFigures } from '../../../main/core/lab/quality/quality-figures.ts'
import { readQualityText } from '../../../main/core/lab/quality/quality-text.ts'
import type { QualityReference, QualityTokens } from '../../../main/core/ports/lab-engine.ts'
import { EngineLogFile } from '../../../main/engine/host/engine-log-file.ts'
import { ForkedLabEngine } from '../../../main/engine/host/forked-lab-engine.ts'
import { prepareLlamaTool } from '../../support/llama-tools.ts'
import type { BenchModel } from './bench-models.ts'
import { type Median, median } from './median.ts'
import { PerplexityTool, type ToolQuality } from './perplexity-tool.ts'

const contextTokens = 512
const greatest = { klShare: 0.02, sameTop: 0.003, timeRatio: 1.5 }

/** One model by both, and how they differ. */
export type QualityComparison = {
  model: string
  perplexity: { lab: number; llamaPerplexity: number }
  meanKl: { lab: number; llamaPerplexity: number } | null
  sameTop: { lab: number; llamaPerplexity: number } | null
}

export type QualityComparisons = {
  comparisons: QualityComparison[]
  /** Of all models together, loads and all: ours ÷ llama-perplexity's. */
  timeRatio: Median
  referenceBytes: { lab: number; llamaPerplexity: number }
  /** Why the two are not the same to the last digit. */
  why: string
  /** What is off by more than it may be. */
  differences: string[]
}

type QualityOptions = {
  rounds: number
  chunks: number
  threads: number
  /** For the text, the references and the engine's log. */
  folder: string
  report: (line: string) => void
}

/**
 * Perplexity and divergence of models by the lab's engine and by llama-perplexity in turns, over the built-in text, the first model as the
 * reference of the others.
 */
export async function compareQuality(
  models: readonly BenchModel[],
  { rounds, chunks, threads, folder, report }: QualityOptions,
): Promise<QualityComparisons> {
  const { text } = await readQualityText(null)
  const textPath = join(folder, 'text.txt')
  await writeFile(textPath, text)
  const program = await prepareLlamaTool('llama-perplexity', report)
  const tool = new PerplexityTool(program, { folder, textPath, contextTokens, chunks, threads })
  const log = new EngineLogFile(folder)
  const lab = new LabQualities({ text, chunks, threads, folder, log })
  const ratios: number[] = []
  let ours: LabQuality[] = []
  let theirs: ToolQuality[] = []
  try {
    for (let round = 0; round < rounds; round += 1) {
      const measureLab = () => timed(() => lab.all(models))
      const measureTool = () => timed(() => toolQualities(tool, models))
      // Each goes first in turn.
      const labFirst = round % 2 === 0
      const before = labFirst ? null : await measureTool()
      const own = await measureLab()
      const other = before ?? (await measureTool())
      ours = own.value
      theirs = other.value
      const ratio = own.ms / other.ms
      ratios.push(ratio)
      report(`quality, round ${round + 1}: ${ratio.toFixed(2)} of llama-perplexity's time`)
    }
    const [labFile, toolFile] = await Promise.all([stat(lab.referencePath), stat(tool.basePath)])
    const comparisons = models.map((model, index) => compare(model, ours[index], theirs[index]))
    const timeRatio = median(ratios)
    return {
      comparisons,
      timeRatio,
      referenceBytes: { lab: labFile.size, llamaPerplexity: toolFile.size },
      why: whyTheyDiffer(theirs),
      differences: [...comparisons.flatMap(differencesOf), ...timeDifference(timeRatio)],
    }
  } finally {
    await log.close()
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const startedMs = performance.now()
  const value = await work()
  return { value, ms: performance.now() - startedMs }
}

type LabOptions = { text: string; chunks: number; threads: number; folder: string; log: EngineLogFile }

/** The lab's engine over one text. */
class LabQualities {
  readonly #options: LabOptions
  readonly #engine: ForkedLabEngine
  readonly referencePath: string

  constructor(options: LabOptions) {
    this.#options = options
    this.referencePath = join(options.folder, 'lab.reference')
    const childPath = resolve(import.meta.dirname, '../../../main/engine/lab/index.ts')
    this.#engine = new ForkedLabEngine({ childPath, log: options.log })
  }

  async all(models: readonly BenchModel[]): Promise<LabQuality[]> {
    const qualities: LabQuality[] = []
    const path = this.referencePath
    for (const [index, model] of models.entries()) {
      qualities.push(await this.#one(model, index, { kind: index === 0 ? 'write' : 'read', path }))
    }
    return qualities
  }

  async #one({ path }: BenchModel, variant: number, reference: QualityReference): Promise<LabQuality> {
    const { text, threads } = this.#options
    const { signal } = new AbortController()
    const parameters: LabParameters = {
      batchTokens: 2048,
      microBatchTokens: 512,
      threads,
      gpuLayers: null,
      kvTypeK: 'f16',
      kvTypeV: 'f16',
      flashAttention: 'auto',
    }
    await this.#engine.load({ path, backend: 'cpu', parameters }, { signal, onProgress: () => undefined })
    const chunks = Array.from({ length: this.#options.chunks }, (_, chunk) => chunk)
    const evaluated: QualityTokens[] = []
    const onChunk = (tokens: QualityTokens) => evaluated.push(tokens)
    await this.#engine.quality({ text, contextTokens, chunks, reference }, { signal, onChunk })
    await this.#engine.close()
    const figures = qualityFigures(variant, evaluated, { isComplete: true })
    if (figures === null) throw new Error('The lab evaluated nothing')
    return figures
  }
}

async function toolQualities(tool: PerplexityTool, models: readonly BenchModel[]): Promise<ToolQuality[]> {
  const qualities: ToolQuality[] = []
  for (const [index, { path }] of models.entries()) {
    qualities.push(index === 0 ? await tool.reference(path) : await tool.against(path))
  }
  return qualities
}

function compare({ name }: BenchModel, ours?: LabQuality, theirs?: ToolQuality): QualityComparison {
  if (ours === undefined || theirs === undefined) throw new Error(`${name} was not measured by both`)
  const both = (lab?: number, llamaPerplexity?: number) =>
    lab === undefined || llamaPerplexity === undefined ? null : { lab, llamaPerplexity }
  return {
    model: name,
    perplexity: { lab: ours.perplexity.value, llamaPerplexity: theirs.perplexity },
    meanKl: both(ours.against?.meanKl.value, theirs.against?.meanKl),
    sameTop: both(ours.against?.sameTop.value, theirs.against?.sameTop),
  }
}

function differencesOf({ model, perplexity, meanKl, sameTop }: QualityComparison): string[] {
  const differences: string[] = []
  if (perplexity.lab.toPrecision(3) !== perplexity.llamaPerplexity.toPrecision(3)) {
    differences.push(`${model}: perplexity ${perplexity.lab} is not ${perplexity.llamaPerplexity} to three digits`)
  }
  if (meanKl !== null && !(Math.abs(meanKl.lab / meanKl.llamaPerplexity - 1) <= greatest.klShare)) {
    differences.push(`${model}: mean divergence ${meanKl.lab} is off ${meanKl.llamaPerplexity} by more than 2 %`)
  }
  if (sameTop !== null && !(Math.abs(sameTop.lab - sameTop.llamaPerplexity) <= greatest.sameTop)) {
    differences.push(
      `${model}: top-1 agreement ${sameTop.lab} is off ${sameTop.llamaPerplexity} by more than 0.3 points`,
    )
  }
  return differences
}

function whyTheyDiffer([reference, ...others]: readonly ToolQuality[]): string {
  const rounded = others.find(({ against }) => against !== null)?.against?.referencePerplexity
  const kept =
    "llama-perplexity keeps the reference's log-probabilities in 16 bits, none below -16; the lab's are exact."
  return `${kept} It reads the reference's perplexity as ${rounded} from its file, and as ${reference?.perplexity} without it.`
}

function timeDifference({ value }: Median): string[] {
  return value <= greatest.timeRatio ? [] : [`Quality takes ${value.toFixed(2)} of llama-perplexity's time`]
}
