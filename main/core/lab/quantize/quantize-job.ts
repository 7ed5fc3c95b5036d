import { randomUUID } from 'node:crypto'
import type { QuantizeJob, QuantizeRequest } from '#contract/lab/quantize.ts'
import type { StoredModel } from '../../ports/model-repository.ts'
import type { ImportanceMatrix } from '../../ports/quantizer.ts'
import type { PlannedFile } from './quantize-plan.ts'

/** A job of the queue, with what its making needs and no window sees. */
export type QueuedJob = {
  readonly id: string
  readonly file: PlannedFile
  readonly sourcePath: string
  readonly allowRequantize: boolean
  readonly importanceMatrix: ImportanceMatrix | null
  readonly threads: number | null
  readonly abort: AbortController
  readonly ended: PromiseWithResolvers<void>
  shown: QuantizeJob
}

type JobContext = {
  model: StoredModel
  sourcePath: string
  request: Pick<QuantizeRequest, 'allowRequantize' | 'threads'>
  importanceMatrix: ImportanceMatrix | null
}

export function newJob(file: PlannedFile, { model, sourcePath, request, importanceMatrix }: JobContext): QueuedJob {
  const id = randomUUID()
  return {
    id,
    file,
    sourcePath,
    allowRequantize: request.allowRequantize,
    importanceMatrix,
    threads: request.threads,
    abort: new AbortController(),
    ended: Promise.withResolvers(),
    shown: {
      id,
      sourceModelId: model.id,
      sourceName: model.name,
      sourceQuantization: model.quantization,
      type: file.type,
      fileName: file.fileName,
      state: 'waiting',
      progress: null,
      sizeBytes: file.sizeBytes,
      startedAtMs: null,
      durationMs: null,
      fallbackTensors: null,
      tensorCount: null,
      modelId: null,
      problem: null,
    },
  }
}
