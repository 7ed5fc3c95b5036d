import type { Hardware } from '#contract/hardware.ts'
import type { LabForecast, LabPlan } from '#contract/lab/plan.ts'
import type { LabProgress, LabRun } from '#contract/lab/run.ts'
import { Fault } from '../../fault.ts'
import type { FitService } from '../../fit/fit-service.ts'
import type { HardwareService } from '../../hardware/hardware-service.ts'
import type { ModelLibrary } from '../../library/model-library.ts'
import type { RateBook } from '../../library/rate-book.ts'
import type { LiveValue } from '../../live-value.ts'
import type { EngineLink } from '../../ports/engine-link.ts'
import type { LabEngine } from '../../ports/lab-engine.ts'
import type { LabRepository } from '../../ports/lab-repository.ts'
import type { MachineWatch } from '../../ports/machine-watch.ts'
import type { ModelRepository, StoredModel } from '../../ports/model-repository.ts'
import { measureQuality } from '../quality/measure-quality.ts'
import { readQualityText } from '../quality/quality-text.ts'
import { referenceFileBytes } from '../quality/reference-file.ts'
import type { ReferenceFolder } from '../quality/reference-folder.ts'
import { environmentBefore } from './environment.ts'
import { forecastRun } from './forecast-run.ts'
import { KnownRates } from './known-rates.ts'
import { LabJob } from './lab-job.ts'
import { machineFacts } from './machine-facts.ts'
import { newRun } from './new-run.ts'
import { planObstacles } from './plan-obstacles.ts'
import { RepetitionMeter, type RepetitionMeterOptions } from './repetition-meter.ts'
import type { RunClock } from './run-clock.ts'
import { RunRecord } from './run-record.ts'
import { forecastVisit } from './visit-forecast.ts'

export type RunMakerOptions = Omit<RepetitionMeterOptions, 'clock'> & {
  repository: LabRepository
  createLabEngine: () => LabEngine
  createEngineLink: () => EngineLink
  models: Pick<ModelLibrary, 'resolve'>
  /** Whether a model's file is where it was. */
  isReachable: (modelId: string) => boolean
  stored: Pick<ModelRepository, 'getListed'>
  fit: Pick<FitService, 'fitInto' | 'freeMemory'>
  hardware: Pick<HardwareService, 'state' | 'probe' | 'chosenBackend'>
  rates: Pick<RateBook, 'measuredRates' | 'estimate'>
  watch: MachineWatch
  /** Where references of quality are kept. */
  references: ReferenceFolder
  /** Tells readers of the history that runs have changed. */
  announce: () => void
  clock: RunClock
}

/** Makes runs and jobs out of plans, with what this machine and its library know. */
export class RunMaker {
  readonly #options: RunMakerOptions

  constructor(options: RunMakerOptions) {
    this.#options = options
  }

  async forecast(plan: LabPlan): Promise<LabForecast> {
    const models = plan.modelIds.flatMap((id) => this.#options.stored.getListed(id) ?? [])
    const hardware = await this.#hardware()
    const rates = this.#rates(hardware)
    const obstacles = await this.#obstacles(plan, models)
    const referenceBytes = referenceBytesOf(plan, models)
    return forecastRun(plan, { models, rates, obstacles, measuresIdle: measuresIdle(plan), referenceBytes })
  }

  /** A run of which nothing is measured yet, written down. Faults: MODEL_NOT_FOUND, MODEL_FILE_…, LAB_PLAN_REFUSED (obstacle), LAB_TEXT_…. */
  async begin(plan: LabPlan): Promise<LabRun> {
    const { models: library, repository, hardware, watch, clock, announce } = this.#options
    const models = await Promise.all(plan.modelIds.map((id) => library.resolve(id)))
    const referenceId = plan.quality?.referenceModelId ?? null
    if (referenceId !== null) await library.resolve(referenceId)
    if (plan.quality !== null) await readQualityText(plan.quality.textPath)
    const [obstacle] = await this.#obstacles(plan, models)
    if (obstacle !== undefined) throw new Fault('LAB_PLAN_REFUSED', { params: { obstacle } })
    const [facts, backend, condition] = await Promise.all([
      this.#hardware(),
      hardware.chosenBackend(),
      watch.condition(false),
    ])
    const machine = machineFacts(facts)
    const environment = environmentBefore(backend, condition.powerSource)
    const run = newRun(plan, models, { machine, environment, atMs: Math.round(clock.now()) })
    repository.insert(run, [])
    announce()
    return run
  }

  /** Whether the run is of this machine and its models are as they were. */
  async canGoOn(run: LabRun): Promise<boolean> {
    if (run.isImported || run.machineFingerprint !== machineFacts(await this.#hardware()).fingerprint) return false
    const models = new Map(run.variants.map(({ model }) => [model.modelId, model]))
    for (const [modelId, model] of models) {
      const now = modelId === null ? null : await this.#options.models.resolve(modelId).catch(() => null)
      if (now === null || now.sizeBytes !== model.sizeBytes) return false
      if (model.sha256 !== null && now.sha256 !== null && model.sha256 !== now.sha256) return false
    }
    return true
  }

  /** The work of a run from where it stands. Faults: LAB_RUN_NOT_FOUND, MODEL_…. */
  async job(runId: string, progress: LiveValue<LabProgress | null>): Promise<LabJob> {
    const { repository, announce, createLabEngine, models: library, clock, references: folder } = this.#options
    const record = new RunRecord({ repository, runId, announce })
    const { variants, tests, plan, environment } = record.run
    const referenceId = plan.quality?.referenceModelId ?? null
    const ids = [...variants.map(({ model }) => model.modelId), referenceId]
    const models = new Map<string, StoredModel>()
    for (const id of ids) if (id !== null && !models.has(id)) models.set(id, await library.resolve(id))
    const rates = this.#rates(await this.#hardware())
    const forecasts = variants.map(({ model }) => {
      const known = model.modelId === null ? undefined : models.get(model.modelId)
      return known === undefined ? null : forecastVisit(known, { tests, rates })
    })
    const engine = createLabEngine()
    const { backend } = environment
    const { quality } = plan
    return new LabJob({
      ...this.#options,
      record,
      engine,
      meter: new RepetitionMeter({ ...this.#options, clock }),
      backend,
      models,
      progress,
      forecastMs: (variant) => forecasts[variant]?.ms ?? null,
      measuresIdle: measuresIdle(plan),
      quality: quality && measureQuality({ record, plan: quality, repository, engine, backend, models, folder }),
    })
  }

  async #obstacles(plan: LabPlan, models: readonly StoredModel[]): Promise<LabForecast['obstacles']> {
    const { fit, hardware, isReachable } = this.#options
    const backend = await hardware.chosenBackend()
    return planObstacles(plan, models, { fit, backend, isReachable })
  }

  async #hardware(): Promise<Hardware> {
    const { state, probe } = this.#options.hardware
    const known = state.value
    return known.phase === 'known' ? known.hardware : probe.call(this.#options.hardware)
  }

  #rates(hardware: Hardware): KnownRates {
    const { repository, rates } = this.#options
    return new KnownRates({ repository, rates, machineFingerprint: machineFacts(hardware).fingerprint })
  }
}

/** Half a minute for each variant is too long for a quick look, and no other program's benchmark has it. */
function measuresIdle({ preset }: LabPlan): boolean {
  return preset === 'standard' || preset === 'thorough'
}

/** What the reference's log-probabilities would take on the disk, where its header tells; null where quality is not measured. */
function referenceBytesOf({ quality }: LabPlan, models: readonly StoredModel[]): number | null {
  if (quality === null || quality.chunks === null) return null
  const vocabularySize = Math.max(0, ...models.map((model) => model.vocabularySize ?? 0))
  return referenceFileBytes({ contextTokens: quality.contextTokens, vocabularySize }, quality.chunks)
}
