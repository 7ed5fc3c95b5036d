import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { QualityPlan } from '#contract/lab/plan.ts'
import type { LabVariant } from '#contract/lab/run.ts'
import { Fault } from '../../main/core/fault.ts'
import { measureQuality } from '../../main/core/lab/quality/measure-quality.ts'
import { encodeHeader, markChunk } from '../../main/core/lab/quality/reference-file.ts'
import { ReferenceFolder } from '../../main/core/lab/quality/reference-folder.ts'
import type { QualityProgress } from '../../main/core/lab/run/job-progress.ts'
import { RunRecord } from '../../main/core/lab/run/run-record.ts'
import type { LabEngine, QualityReference } from '../../main/core/ports/lab-engine.ts'
import { storedModel } from './engine-bench.ts'
import { FakeLabEngine, type FakeLabScript } from './fake-lab-engine.ts'
import { aLabPlan, aLabRun, aLabVariant } from './lab-runs.ts'
import { tempFolder, tempStore } from './temp-store.ts'

/** A fake engine that keeps the reference's file, its rows left out, and notes what it was asked for. */
class KeepingEngine extends FakeLabEngine {
  readonly evaluated: { model: string; chunks: readonly number[]; reference: QualityReference['kind'] | 'alone' }[] = []
  /** Fails the first evaluation for which it returns a fault, once all but its last chunk is done. */
  fault: (model: string) => Fault | null = () => null
  /** And all others for which it does. */
  failsAlways = false

  override async quality(
    request: Parameters<LabEngine['quality']>[0],
    options: Parameters<LabEngine['quality']>[1],
  ): Promise<void> {
    const { reference, chunks, contextTokens } = request
    const model = this.calls.findLast(({ call }) => call === 'load')
    const name = model?.call === 'load' ? model.path : ''
    const isAlone = reference.kind === 'write' && reference.path === null
    this.evaluated.push({ model: name, chunks, reference: isAlone ? 'alone' : reference.kind })
    const fault = this.fault(name)
    if (reference.kind === 'read' && (await stat(reference.path).catch(() => null)) === null) {
      throw new Fault('LAB_REFERENCE_UNUSABLE', { detail: 'not there' })
    }
    const done = fault === null ? chunks : chunks.slice(0, -1)
    await super.quality({ ...request, chunks: done }, options)
    if (reference.kind === 'write' && reference.path !== null) await this.#keep(reference.path, contextTokens, done)
    if (fault !== null) {
      if (!this.failsAlways) this.fault = () => null
      throw fault
    }
  }

  async #keep(path: string, contextTokens: number, chunks: readonly number[]): Promise<void> {
    const file = await open(path, (await stat(path).catch(() => null)) === null ? 'w+' : 'r+')
    const owner = {
      textSha256: this.textSha256,
      contextTokens,
      vocabularySize: 49_152,
      tokenizerHash: 'fake-tokenizer',
    }
    await file.write(encodeHeader(owner), 0, undefined, 0)
    for (const chunk of chunks) await markChunk(file, owner, chunk)
    await file.close()
  }

  textSha256 = ''
}

export type QualityBenchOptions = {
  script?: Partial<FakeLabScript>
  plan?: Partial<QualityPlan>
  variants?: readonly LabVariant[]
}

/** The measurement of a run's quality over a real database and a fake engine: F16 and Q4_K_M, unless a test has others. */
export function qualityBench({ script = {}, plan = {}, variants = [f16, q4] }: QualityBenchOptions = {}) {
  const store = tempStore()
  const folder = join(tempFolder(), 'lab')
  const engine = new KeepingEngine(script)
  const quality: QualityPlan = {
    referenceModelId: null,
    textPath: null,
    contextTokens: 64,
    chunks: 4,
    diskBudgetBytes: 1e9,
    ...plan,
  }
  const run = aLabRun({
    state: 'running',
    variants: [...variants],
    samples: [],
    plan: { ...aLabPlan, speedTests: [], quality },
  })
  store.lab.insert(run, [])
  const models = new Map(
    [...variants.map(({ model }) => model.modelId ?? ''), 'other'].map((id) => [id, storedModel(id, { path: id })]),
  )
  const progress: QualityProgress[] = []
  const references = new ReferenceFolder(folder)
  return {
    store,
    engine,
    folder,
    progress,
    runId: run.id,
    found: () => store.lab.find(run.id),
    /** Measures, or goes on, as after a new start of the app. */
    async measure(leave = new AbortController().signal, onProgress = (_: QualityProgress) => {}): Promise<boolean> {
      const record = new RunRecord({ repository: store.lab, runId: run.id, announce: () => undefined })
      const step = measureQuality({
        record,
        plan: quality,
        repository: store.lab,
        engine,
        backend: 'cpu',
        models,
        folder: references,
      })
      return step({
        variants: variants.map((_, variant) => variant),
        leave,
        onProgress: (told) => {
          // The fake writes its file with it, as the real one works it out from the text.
          engine.textSha256 = record.run.qualitySetup?.textSha256 ?? ''
          progress.push(told)
          onProgress(told)
        },
      })
    },
  }
}

export const f16 = aLabVariant({ quantization: 'F16', sizeBytes: 270_885_952 })
export const q4 = aLabVariant()
