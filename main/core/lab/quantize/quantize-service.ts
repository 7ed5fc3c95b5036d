import { mkdir } from 'node:fs/promises'
import type { QuantizeForecast, QuantizeJob, QuantizeRequest } from '#contract/lab/quantize.ts'
import type { Model } from '#contract/models.ts'
import { Fault } from '../../fault.ts'
import { freeBytesIn, requireBytes } from '../../files/free-space.ts'
import type { LiveValue } from '../../live-value.ts'
import type { StoredModel } from '../../ports/model-repository.ts'
import type { Quantizer } from '../../ports/quantizer.ts'
import type { MachineLease } from '../machine-lease.ts'
import { readImportanceMatrix } from './importance-matrix/read-matrix.ts'
import { sweepParts } from './part-files.ts'
import { factsOfType } from './quantization-types.ts'
import { newJob } from './quantize-job.ts'
import { type PlannedFile, planFiles, type QuantizePlan } from './quantize-plan.ts'
import { QuantizeQueue } from './quantize-queue.ts'
import { type QuantizeSource, readSource } from './source.ts'

export type QuantizeServiceOptions = {
  quantizer: Quantizer
  models: {
    /** A model whose file was looked at just now. Faults: MODEL_NOT_FOUND, MODEL_…. */
    resolve(id: string): Promise<StoredModel>
    /** Lists a file. Faults: MODEL_…. */
    adopt(path: string, known: Record<string, never>): Promise<Model>
    annotate(id: string, change: { name: string }): Model
    /** Whether a file is listed and can be used. */
    hasUsable(path: string): boolean
  }
  lease: Pick<MachineLease, 'take'>
  /** Where the files go to. */
  folder: string
  /** Free bytes where the folder is, unless a test has its own. */
  freeBytes?: (folder: string) => Promise<number>
  /** Milliseconds since the epoch. */
  now: () => number
}

type Wish = Pick<QuantizeRequest, 'modelId' | 'types' | 'allowRequantize' | 'viaF16'>
type Planned = { model: StoredModel; source: QuantizeSource; plan: QuantizePlan; files: PlannedFile[] }

/** Makes quantizations, one after the other, beside the files that the app fetches. */
export class QuantizeService {
  readonly #options: Required<QuantizeServiceOptions>
  readonly #queue: QuantizeQueue

  constructor(options: QuantizeServiceOptions) {
    this.#options = { freeBytes: freeBytesIn, ...options }
    this.#queue = new QuantizeQueue(this.#options)
  }

  /** The newest first. */
  get jobs(): LiveValue<QuantizeJob[]> {
    return this.#queue.jobs
  }

  /** Deletes what a run that was killed has left of files that it was making. */
  async begin(): Promise<void> {
    await sweepParts(this.#options.folder)
  }

  /** What would be made, and whether it has room. Faults: MODEL_NOT_FOUND, MODEL_…. */
  async forecast(wish: Wish): Promise<QuantizeForecast> {
    const { folder, freeBytes } = this.#options
    const { source, files } = await this.#plan(wish)
    await mkdir(folder, { recursive: true })
    return {
      files: files.map(({ type, fileName, sizeBytes, exists }) => ({ type, fileName, sizeBytes, exists })),
      neededBytes: totalOf(files.filter(({ exists }) => !exists)),
      freeBytes: await freeBytes(folder),
      isSourceQuantized: source.isQuantized,
      needsImportanceMatrix: files.map(({ type }) => type).filter((type) => factsOfType(type).needsImportanceMatrix),
    }
  }

  /**
   * Puts the files of a wish into the queue. Resolves with their jobs. Faults: MODEL_NOT_FOUND, MODEL_…, QUANTIZE_SOURCE_QUANTIZED
   * (params.quantization), QUANTIZE_FILE_EXISTS, QUANTIZE_MATRIX_REFUSED, DISK_FULL, LAB_BUSY.
   */
  async start(request: QuantizeRequest): Promise<QuantizeJob[]> {
    const { folder, freeBytes } = this.#options
    const { model, source, plan, files } = await this.#plan(request)
    if (source.isQuantized && !request.allowRequantize) {
      throw new Fault('QUANTIZE_SOURCE_QUANTIZED', { params: { quantization: source.quantization } })
    }
    const { importanceMatrixPath: path } = request
    const importanceMatrix = path === null ? null : await readImportanceMatrix(path, source.tensors)
    const taken = files.find(({ exists }) => exists)
    if (taken !== undefined) throw new Fault('QUANTIZE_FILE_EXISTS', { params: { fileName: taken.fileName } })
    await mkdir(folder, { recursive: true })
    await requireBytes(totalOf(files), { fileName: files[0]?.fileName ?? '', folder, freeBytes })
    const jobs = files.map((file) => {
      const isStep = file.path === plan.stepPath
      const sourcePath = isStep || plan.stepPath === null ? source.path : plan.stepPath
      return newJob(file, { model, sourcePath, request, importanceMatrix: isStep ? null : importanceMatrix })
    })
    await this.#queue.add(jobs)
    return jobs.map(({ shown }) => shown)
  }

  /** Ends a job, and resolves when what it had written is gone. Does nothing to one that has ended. Faults: QUANTIZE_JOB_NOT_FOUND. */
  cancel(id: string): Promise<void> {
    return this.#queue.cancel(id)
  }

  /** Cancels all jobs, and ends the process of the present one. */
  close(): Promise<void> {
    return this.#queue.close()
  }

  async #plan(wish: Wish): Promise<Planned> {
    const model = await this.#options.models.resolve(wish.modelId)
    const source = await readSource(model.path)
    const plan = await planFiles(model, source, wish, this.#options.folder)
    return { model, source, plan, files: plan.files.filter((file) => !this.#isStepThere(file, plan)) }
  }

  /** An F16 that was made for an earlier wish, or is being made for one, does for this one too. */
  #isStepThere({ path, exists }: PlannedFile, { stepPath }: QuantizePlan): boolean {
    if (path !== stepPath) return false
    return this.#queue.isMaking(path) || (exists && this.#options.models.hasUsable(path))
  }
}

function totalOf(files: readonly PlannedFile[]): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
}
