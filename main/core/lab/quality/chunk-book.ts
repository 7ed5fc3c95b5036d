import type { LabQuality } from '#contract/lab/run.ts'
import type { QualityTokens } from '../../ports/lab-engine.ts'
import type { LabRepository } from '../../ports/lab-repository.ts'
import { qualityFigures } from './quality-figures.ts'

type ChunkBookOptions = {
  runId: string
  repository: Pick<LabRepository, 'qualityTokens' | 'addQualityTokens'>
  variants: readonly number[]
  /** Takes the newest figures of a variant. */
  publish: (quality: LabQuality) => void
}

/** Who evaluates: a variant, or the reference where it is none. */
export type Evaluator = number | 'reference'

/** Which chunks of the text have been evaluated, by whom, and what came out: kept with the run, so that it is gone on from here. */
export class ChunkBook {
  readonly #options: ChunkBookOptions
  readonly #done = new Map<Evaluator, Set<number>>()
  readonly #planned = new Map<Evaluator, number>()
  /** The positions of the variant at work: those of all of them would fill the memory for nothing. */
  #open: { variant: number; tokens: QualityTokens[] } | null = null

  constructor(options: ChunkBookOptions) {
    this.#options = options
    const { runId, repository, variants } = options
    for (const variant of variants) {
      this.#done.set(variant, new Set(repository.qualityTokens(runId, variant).map(({ chunk }) => chunk)))
    }
  }

  /** How many chunks one evaluates in all. */
  plan(evaluator: Evaluator, chunks: number): void {
    this.#planned.set(evaluator, chunks)
  }

  /** One that does not go on is not counted any more. */
  drop(evaluator: Evaluator): void {
    this.#planned.delete(evaluator)
  }

  missing(evaluator: Evaluator, chunks: readonly number[]): number[] {
    const done = this.#done.get(evaluator)
    return chunks.filter((chunk) => done?.has(chunk) !== true)
  }

  /** Writes down a chunk, unless it is there already, and the figures with it. */
  note(evaluator: Evaluator, tokens: QualityTokens): void {
    const done = this.#done.get(evaluator) ?? new Set()
    this.#done.set(evaluator, done)
    if (done.has(tokens.chunk)) return
    if (evaluator !== 'reference') {
      const { runId, repository } = this.#options
      const kept = this.#tokensOf(evaluator)
      repository.addQualityTokens(runId, evaluator, tokens)
      kept.push(tokens)
      this.#publish(evaluator, false)
    }
    done.add(tokens.chunk)
  }

  /** Every chunk of a variant is evaluated: its figures are no estimate any more. */
  complete(variant: number): void {
    this.#publish(variant, true)
  }

  get counts(): { chunksDone: number; chunksPlanned: number } {
    const planned = [...this.#planned]
    return {
      chunksDone: planned.reduce((sum, [one, chunks]) => sum + Math.min(chunks, this.#done.get(one)?.size ?? 0), 0),
      chunksPlanned: planned.reduce((sum, [, chunks]) => sum + chunks, 0),
    }
  }

  #publish(variant: number, isComplete: boolean): void {
    const figures = qualityFigures(variant, this.#tokensOf(variant), { isComplete })
    if (figures !== null) this.#options.publish(figures)
  }

  #tokensOf(variant: number): QualityTokens[] {
    if (this.#open?.variant !== variant) {
      const { runId, repository } = this.#options
      this.#open = { variant, tokens: repository.qualityTokens(runId, variant) }
    }
    return this.#open.tokens
  }
}
