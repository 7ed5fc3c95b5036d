import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { Fault } from '../../core/fault.ts'
import { rowBytes } from '../../core/lab/quality/reference-file.ts'
import type { ScoringAnswer, ScoringOrder } from './quality-order.ts'
import type { PositionScore } from './quality-rows.ts'

const floatBytes = 4
/** More would only wait for the memory. */
const mostThreads = 16

/** Threads that share the positions of a chunk: what takes a fifth of an evaluation on one. */
export class QualityThreads {
  readonly #workers: Worker[]

  /** @param entry of the threads: a file's path */
  constructor(entry: string) {
    const count = Math.min(mostThreads, availableParallelism())
    this.#workers = Array.from({ length: count }, () => new Worker(entry))
  }

  /** Scores each position, in order. Faults: DISK_FULL, LAB_REFERENCE_UNUSABLE. */
  async score(order: ScoringOrder): Promise<PositionScore[]> {
    const share = Math.ceil(order.targets.length / this.#workers.length)
    const parts = this.#workers.map((worker, index) => ask(worker, partOf(order, index * share, (index + 1) * share)))
    // All must have ended before the memory is used for something else, and before the file is closed.
    const answers = await Promise.allSettled(parts)
    return answers.flatMap((answer) => {
      if (answer.status === 'rejected') throw answer.reason
      return answer.value
    })
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()))
  }
}

function partOf(order: ScoringOrder, from: number, to: number): ScoringOrder {
  const { address, vocabularySize, reference, keep } = order
  const inMemory = (start: bigint) => start + BigInt(from * vocabularySize * floatBytes)
  const inFile = (start: number) => start + from * rowBytes(vocabularySize)
  return {
    address: inMemory(address),
    vocabularySize,
    targets: order.targets.slice(from, to),
    reference:
      reference?.kind === 'memory'
        ? { ...reference, address: inMemory(reference.address) }
        : reference && { ...reference, offset: inFile(reference.offset) },
    keep: keep && { ...keep, offset: inFile(keep.offset) },
  }
}

async function ask(worker: Worker, order: ScoringOrder): Promise<PositionScore[]> {
  if (order.targets.length === 0) return []
  const answer = await new Promise<ScoringAnswer>((resolve, reject) => {
    const stop = () => {
      worker.off('message', take)
      worker.off('error', fail)
    }
    const take = (message: ScoringAnswer) => {
      stop()
      resolve(message)
    }
    const fail = (error: unknown) => {
      stop()
      reject(error)
    }
    worker.on('message', take)
    worker.on('error', fail)
    worker.postMessage(order)
  })
  if ('problem' in answer) throw new Fault(answer.problem.code, answer.problem)
  return answer.scores
}
