import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { QuantizeJob, QuantizeRequest } from '#contract/lab/quantize.ts'
import { MachineLease } from '../../main/core/lab/machine-lease.ts'
import { QuantizeService } from '../../main/core/lab/quantize/quantize-service.ts'
import type { Quantizer } from '../../main/core/ports/quantizer.ts'
import { FakeQuantizer } from './fake-quantizer.ts'
import { testLibrary } from './test-library.ts'
import { type TinyGgufOptions, writeTinyGguf } from './tiny-gguf.ts'

type BenchOptions = { quantizer?: Quantizer; freeBytes?: (folder: string) => Promise<number> }

/** A quantize service over a real library and real files, with a fake quantizer unless the test has another. */
export function quantizeBench({ quantizer, freeBytes = async () => 1e12 }: BenchOptions = {}) {
  const fake = new FakeQuantizer()
  const { library, folder } = testLibrary()
  const lease = new MachineLease(async () => undefined)
  const service = new QuantizeService({
    quantizer: quantizer ?? fake,
    models: library,
    lease,
    folder,
    freeBytes,
    now: Date.now,
  })
  onTestFinished(() => service.close())
  const job = (id: string): QuantizeJob => {
    const found = service.jobs.value.find((candidate) => candidate.id === id)
    if (found === undefined) throw new Error(`There is no job ${id}`)
    return found
  }
  return {
    service,
    quantizer: fake,
    library,
    folder,
    lease,
    job,
    /** Lists a tiny model. */
    async model(fileName: string, options: TinyGgufOptions = {}) {
      return library.add(await writeTinyGguf(join(folder, fileName), options))
    },
    /** Resolves with the jobs of a wish when all of them have ended. */
    async finish(jobs: readonly QuantizeJob[]): Promise<QuantizeJob[]> {
      for await (const all of service.jobs.watch()) {
        const mine = all.filter(({ id }) => jobs.some((one) => one.id === id))
        if (mine.every(({ state }) => state !== 'waiting' && state !== 'running')) break
      }
      return jobs.map(({ id }) => job(id))
    },
    /** Resolves when a job is as the test wants it. */
    async until(id: string, isSo: (job: QuantizeJob) => boolean): Promise<void> {
      for await (const _ of service.jobs.watch()) if (isSo(job(id))) return
    },
  }
}

export const wishOf = (modelId: string, wish: Partial<QuantizeRequest> = {}): QuantizeRequest => ({
  modelId,
  types: ['Q4_K_M'],
  allowRequantize: false,
  importanceMatrixPath: null,
  threads: null,
  viaF16: false,
  ...wish,
})
