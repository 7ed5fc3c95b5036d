import type { Problem } from '#contract/errors.ts'
import type { LabMemory, LabQuality, LabRun, LabSample, LabVariant, QualitySetup } from '#contract/lab/run.ts'
import { Bell } from '../../bell.ts'
import { Fault } from '../../fault.ts'
import type { LabLoaded } from '../../ports/lab-engine.ts'
import type { LabRepository, LabRunChange } from '../../ports/lab-repository.ts'
import { engineBuildOf } from './environment.ts'

type RunRecordOptions = {
  repository: LabRepository
  runId: string
  /** Tells readers of the history that the run has changed. */
  announce: () => void
}

/** A run that goes on: what is noted is in the database when a call returns, and throws what the database throws. */
export class RunRecord {
  /** Rings with each sample, and at the end. */
  readonly bell = new Bell()
  readonly #options: RunRecordOptions
  #run: LabRun
  readonly #samples: LabSample[]

  /** Faults: LAB_RUN_NOT_FOUND. */
  constructor(options: RunRecordOptions) {
    const { repository, runId } = options
    const run = repository.find(runId)
    if (run === null) throw new Fault('LAB_RUN_NOT_FOUND')
    this.#options = options
    this.#run = run
    this.#samples = repository.samples(runId)
  }

  get run(): LabRun {
    return this.#run
  }

  get samples(): readonly LabSample[] {
    return this.#samples
  }

  variant(index: number): LabVariant {
    const variant = this.#run.variants[index]
    if (variant === undefined) throw new Fault('INTERNAL', { detail: `No variant ${index}` })
    return variant
  }

  /** The tests that a variant has no sample of in a block, by their places. */
  missingTests(block: number, variant: number): number[] {
    const done = new Set(
      this.#samples.filter((one) => one.block === block && one.variant === variant).map(({ test }) => test),
    )
    return this.#run.tests.flatMap((_, test) => (done.has(test) ? [] : [test]))
  }

  memory(variant: number): LabMemory | null {
    return this.#run.memory.find((memory) => memory.variant === variant) ?? null
  }

  change(change: LabRunChange): void {
    this.#options.repository.change(this.#run.id, change)
    const { variants, ...rest } = change
    this.#run = { ...this.#run, ...rest, ...(variants && { variants: [...variants] }) }
    this.#options.announce()
  }

  addSample(measured: Omit<LabSample, 'order'>): void {
    const sample = { ...measured, order: (this.#samples.at(-1)?.order ?? -1) + 1 }
    this.#options.repository.addSample(this.#run.id, sample)
    this.#samples.push(sample)
    this.bell.ring()
  }

  setMemory(memory: LabMemory): void {
    this.#options.repository.setMemory(this.#run.id, memory)
    const others = this.#run.memory.filter(({ variant }) => variant !== memory.variant)
    this.#run = { ...this.#run, memory: [...others, memory].sort((one, other) => one.variant - other.variant) }
  }

  /** The newest figures of a variant, in place of those before. */
  setQuality(quality: LabQuality): void {
    this.#options.repository.setQuality(this.#run.id, quality)
    const others = this.#run.quality.filter(({ variant }) => variant !== quality.variant)
    this.#run = { ...this.#run, quality: [...others, quality].sort((one, other) => one.variant - other.variant) }
    this.#options.announce()
  }

  setQualitySetup(setup: QualitySetup): void {
    this.#options.repository.setQualitySetup(this.#run.id, setup)
    this.#run = { ...this.#run, qualitySetup: setup }
    this.#options.announce()
  }

  /** What only a load tells: of the model, of the parameters in force, and once of the engine. */
  noteLoaded(variant: number, loaded: LabLoaded): void {
    const { description, tensorBytes, parameterCount, vocabularySize, tokenizerHash, parameters, build } = loaded
    const model = { ...this.variant(variant).model, description, tensorBytes, vocabularySize, tokenizerHash }
    this.#changeVariant(variant, { model: { ...model, parameterCount }, parameters })
    const { environment } = this.#run
    if (environment.buildNumber === build.number && environment.buildCommit === build.commit) return
    const told = { buildCommit: build.commit, buildNumber: build.number, backends: build.backends }
    this.change({ environment: { ...environment, ...told, engineBuild: engineBuildOf(build) } })
  }

  noteProblem(variant: number, problem: Problem): void {
    this.#changeVariant(variant, { problem })
  }

  #changeVariant(index: number, change: Partial<LabVariant>): void {
    const before = JSON.stringify(this.#run.variants)
    const variants = this.#run.variants.map((variant, place) => (place === index ? { ...variant, ...change } : variant))
    if (JSON.stringify(variants) !== before) this.change({ variants })
  }
}
