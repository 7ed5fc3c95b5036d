import { parentPort } from 'node:worker_threads'
import koffi from 'koffi'
import { Fault } from '../../core/fault.ts'
import { rowBytes } from '../../core/lab/quality/reference-file.ts'
import type { ScoringAnswer, ScoringOrder } from './quality-order.ts'
import { QualityRowFile } from './quality-row-file.ts'
import { type Distribution, distributionOf, type PositionScore, scorePosition } from './quality-rows.ts'

// A thread of its own: scores positions out of llama.cpp's memory, which all threads of the process share.

const floatBytes = 4

/** What depends on the size of a vocabulary alone. */
class Scorer {
  readonly #vocabularySize: number
  readonly #rowFile: QualityRowFile
  readonly #row: ReturnType<typeof koffi.array>

  constructor(vocabularySize: number) {
    this.#vocabularySize = vocabularySize
    this.#rowFile = new QualityRowFile(vocabularySize)
    this.#row = koffi.array('float', vocabularySize, 'Typed')
  }

  score({ address, targets, reference, keep }: ScoringOrder): PositionScore[] {
    const fileRowBytes = rowBytes(this.#vocabularySize)
    return Array.from(targets, (target, index) => {
      const own = this.#inMemory(address, index)
      if (keep !== null) this.#rowFile.write(keep.file, keep.offset + index * fileRowBytes, own)
      if (reference === null) return scorePosition(own, target, null)
      const other =
        reference.kind === 'memory'
          ? this.#inMemory(reference.address, index)
          : this.#rowFile.read(reference.file, reference.offset + index * fileRowBytes)
      return scorePosition(own, target, other)
    })
  }

  /** Copied: Electron forbids views of memory that is not its own. */
  #inMemory(address: bigint, index: number): Distribution {
    const place = address + BigInt(index * this.#vocabularySize * floatBytes)
    const logits: unknown = koffi.decode(place, this.#row)
    if (!(logits instanceof Float32Array))
      throw new Fault('INTERNAL', { detail: 'koffi decodes floats in another way' })
    return distributionOf(logits)
  }
}

let scorer: { vocabularySize: number; scorer: Scorer } | null = null

function answerTo(order: ScoringOrder): ScoringAnswer {
  const { vocabularySize } = order
  try {
    if (scorer?.vocabularySize !== vocabularySize) scorer = { vocabularySize, scorer: new Scorer(vocabularySize) }
    return { scores: scorer.scorer.score(order) }
  } catch (error) {
    return { problem: Fault.from(error).toProblem() }
  }
}

parentPort?.on('message', (order: ScoringOrder) => parentPort?.postMessage(answerTo(order)))
