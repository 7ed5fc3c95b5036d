import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { Hardware, HardwareState } from '#contract/hardware.ts'
import type { LabPlan } from '#contract/lab/plan.ts'
import type { LabProgress, LabRun } from '#contract/lab/run.ts'
import { defaultSettings, type Settings } from '#contract/settings.ts'
import { Pricing } from '../../main/core/cost/pricing.ts'
import { Fault } from '../../main/core/fault.ts'
import { LabService, type LabServiceOptions } from '../../main/core/lab/lab-service.ts'
import { MachineLease } from '../../main/core/lab/machine-lease.ts'
import { labPresets } from '../../main/core/lab/presets.ts'
import { ReferenceFolder } from '../../main/core/lab/quality/reference-folder.ts'
import { LiveValue } from '../../main/core/live-value.ts'
import type { MachineCondition, MachineCounters, MachineWatch } from '../../main/core/ports/machine-watch.ts'
import type { StoredModel } from '../../main/core/ports/model-repository.ts'
import { storedModel } from './engine-bench.ts'
import { FakeEngine, type FakeScript } from './fake-engine.ts'
import { FakeFeed } from './fake-feed.ts'
import { FakeLabEngine, type FakeLabScript } from './fake-lab-engine.ts'
import { ManualClock } from './manual-clock.ts'
import { tempFolder, tempStore } from './temp-store.ts'

/** A machine whose other programs, heat and plug a test sets. */
export class FakeWatch implements MachineWatch {
  /** Share of all cores that others take. */
  otherLoad = 0
  throttles = 0
  present: MachineCondition = { temperatureC: 61, powerSource: 'mains' }
  readonly #now: () => number
  #atMs: number
  #cpu = { busyMs: 0, totalMs: 0, ownMs: 0 }

  constructor(now: () => number) {
    this.#now = now
    this.#atMs = now()
  }

  counters(): MachineCounters {
    const ms = this.#now() - this.#atMs
    this.#atMs = this.#now()
    const own = 0.5 * ms * cores
    const other = this.otherLoad * ms * cores
    this.#cpu = {
      busyMs: this.#cpu.busyMs + own + other,
      totalMs: this.#cpu.totalMs + ms * cores,
      ownMs: this.#cpu.ownMs + own,
    }
    return { cpu: this.#cpu, throttles: this.throttles }
  }

  condition(): Promise<MachineCondition> {
    return Promise.resolve(this.present)
  }
}

const cores = 2

export const labHardware: Hardware = {
  probedAtMs: 0,
  platform: 'linux-x64',
  osName: 'Linux',
  cpu: { model: 'Test CPU', physicalCores: 2, logicalCores: cores, instructionSets: [], libraryVariant: null },
  ramTotalBytes: 16e9,
  ramAvailableBytes: 8e9,
  backends: [{ id: 'cpu', status: 'available', problem: null, devices: [] }],
  chosen: { backend: 'cpu', reason: 'only-cpu-found', params: {} },
}

/** Two models on the CPU, three blocks of pp512 and tg128. */
export function quickPlan(change: Partial<LabPlan> = {}): LabPlan {
  return { ...labPresets.quick, name: 'Two of them', modelIds: ['q8', 'q4'], seed: 42, ...change }
}

/** The lab over a real database, a fake engine and a clock of the test; a chat's engine that answers by the real clock. */
export function labBench(script: Partial<FakeLabScript> = {}, options: Partial<LabServiceOptions> = {}) {
  const clock = new ManualClock()
  const folder = tempFolder()
  const store = tempStore(folder)
  const engine = new FakeLabEngine(script, clock)
  const chats: FakeEngine[] = []
  /** What the chat's engines do; each prompt's visit has a new one. */
  const chat: Partial<FakeScript> = {}
  const feed = new FakeFeed(options.monotonicNow ?? clock.monotonicNow)
  // A clock that stands still but for the repetitions would never come to what is waited for.
  feed.lagMs = 0
  const watch = new FakeWatch(options.monotonicNow ?? clock.monotonicNow)
  const settings = new LiveValue<Settings>(defaultSettings)
  const models = new Map<string, StoredModel>([
    ['q8', storedModel('q8', { name: 'Model', ladderName: 'Model', quantization: 'Q8_0', sizeBytes: 2000 })],
    ['q4', storedModel('q4', { name: 'Model', ladderName: 'Model', quantization: 'Q4_K_M', sizeBytes: 1000 })],
  ])
  const lease = new MachineLease(async () => undefined)
  /** One more service over the same database, as after a new start of the app. */
  const open = (change: Partial<LabServiceOptions> = {}) =>
    new LabService({
      repository: store.lab,
      lease,
      createLabEngine: () => engine,
      createEngineLink: () => {
        const link = new FakeEngine(chat)
        chats.push(link)
        return link
      },
      models: { resolve: async (id) => required(models, id) },
      stored: { getListed: (id) => models.get(id) ?? null },
      isReachable: () => true,
      fit: { fitInto: () => fits, freeMemory: () => ({ ramBytes: 8e9, gpu: null }) },
      hardware: {
        state: new LiveValue<HardwareState>({ phase: 'known', hardware: labHardware }),
        probe: async () => labHardware,
        chosenBackend: async () => 'cpu',
      },
      rates: { measuredRates: () => new Map(), estimate: () => null },
      watch,
      references: new ReferenceFolder(join(folder, 'lab')),
      feed,
      pricing: new Pricing({ settings, now: clock.now }),
      settings,
      announce: () => undefined,
      now: clock.now,
      monotonicNow: clock.monotonicNow,
      setTimer: clock.setTimer,
      ...options,
      ...change,
    })
  const lab = open()
  onTestFinished(() => lab.close())
  return { clock, store, engine, chat, chats, feed, watch, settings, models, lease, lab, open }
}

/** Lets the clock go on until a run is in one of these states, and returns it. */
export async function runEnded(
  { store, clock, feed, lab }: Pick<ReturnType<typeof labBench>, 'store' | 'clock' | 'feed' | 'lab'>,
  runId: string,
): Promise<LabRun> {
  while (lab.isAtWork) {
    await new Promise((resolve) => setImmediate(resolve))
    clock.advance(50)
    feed.notify()
  }
  return store.lab.find(runId) ?? expect.unreachable('no run')
}

/** Each progress that was told, in order. */
export function progressOf(lab: LabService): LabProgress[] {
  const told: LabProgress[] = []
  lab.progress.subscribe((progress) => {
    if (progress !== null) told.push(progress)
  })
  return told
}

function required(models: ReadonlyMap<string, StoredModel>, id: string): StoredModel {
  const model = models.get(id)
  if (model === undefined) throw new Fault('MODEL_NOT_FOUND', { params: { modelId: id } })
  return model
}

const fits = {
  verdict: 'fits' as const,
  requiredBytes: 1000,
  availableBytes: 8e9,
  contextTokens: 512,
  gpuLayers: null,
  source: 'header' as const,
}
