import { AnswerRuns } from './chat/answer-runs.ts'
import { ChatService } from './chat/chat-service.ts'
import { ConversationService } from './chat/conversation-service.ts'
import { CostService } from './cost/cost-service.ts'
import { Pricing } from './cost/pricing.ts'
import { DownloadService } from './downloads/download-service.ts'
import type { FileSources } from './downloads/sources/file-sources.ts'
import { EngineService } from './engine/engine-service.ts'
import { MemoryRoom } from './engine/memory-room.ts'
import { FitService } from './fit/fit-service.ts'
import { HardwareService } from './hardware/hardware-service.ts'
import { hasGraphicsCard } from './hardware/has-graphics-card.ts'
import { HubService } from './hub/hub-service.ts'
import { offerContext } from './hub/offer-context.ts'
import { BlindTestService } from './lab/blind/blind-test-service.ts'
import { LabExporter } from './lab/export/lab-exporter.ts'
import { LabHistory } from './lab/history/lab-history.ts'
import { LabService } from './lab/lab-service.ts'
import { MachineLease } from './lab/machine-lease.ts'
import { ReferenceFolder } from './lab/quality/reference-folder.ts'
import { QuantizeService } from './lab/quantize/quantize-service.ts'
import { blindWatch } from './lab/run/blind-watch.ts'
import type { Starter } from './library/catalog.ts'
import { ContentHasher } from './library/content-hash/content-hasher.ts'
import { FolderService } from './library/folder-service.ts'
import type { Machine } from './library/folders/detect/foreign-program.ts'
import { ForeignFolders } from './library/folders/foreign-folders.ts'
import { pauseHashing } from './library/hash-pauses.ts'
import { ModelImports } from './library/imports/model-imports.ts'
import { ModelLibrary } from './library/model-library.ts'
import { RateBook } from './library/rate-book.ts'
import { CalibrationMemory } from './meter/calibration/calibration-memory.ts'
import { MeterService } from './meter/meter-service.ts'
import { PowerRecorder } from './meter/power-recorder.ts'
import { PowerSources } from './meter/power-sources.ts'
import { createDispatcher } from './network/http.ts'
import { NetworkLog } from './network/network-log.ts'
import type {
  EngineLink,
  FitEstimator,
  HardwareProber,
  LabEngine,
  MachineWatch,
  PlugProber,
  PowerCollector,
  Quantizer,
  SecretStore,
  Store,
  Trash,
} from './ports/index.ts'
import { ProfileService } from './profiles/profile-service.ts'
import { SettingsService } from './settings/settings-service.ts'

/** What the core needs of the outside world. */
export type CorePorts = {
  store: Store
  /** Makes the link to one engine process, which does not start yet: each model in memory has one of its own. */
  createEngineLink: () => EngineLink
  /** Makes the lab's engine, whose process does not start yet. */
  createLabEngine: () => LabEngine
  quantizer: Quantizer
  fitEstimator: FitEstimator
  hardware: HardwareProber
  /** Every way to measure power on this system; empty: nothing is measured. */
  powerCollectors: readonly PowerCollector[]
  plugs: PlugProber
  /** What else goes on while the lab measures; nobody knows without it. */
  machineWatch?: MachineWatch
  /** The folder that models are fetched into. */
  modelsFolder: string
  /** The folder for what the lab needs while a run is not over; made where it is missing. */
  labFolder: string
  /** Where the hub's access token can be kept, the best place first, and the file that the last of them writes. */
  secrets: { stores: readonly SecretStore[]; filePath: string }
  /** The first window is drawn, or will not be soon: what takes the processor begins then. */
  windowDrawn?: Promise<void>
  /** Where other programs may keep their models. */
  machine: Machine
  trash: Trash
  /** The entry of the process that hashes models in the background. */
  hashChild: string
  /** The entry of the thread that hashes what is downloaded. */
  downloadHashWorker: string
  /** Where downloads come from, and the starter among them, unless a test has its own. */
  fileSources?: FileSources
  starter?: Starter
  /** The record of all requests, where parts outside the core send some too. */
  requests?: NetworkLog
  /** Milliseconds since the epoch. */
  now: () => number
}

/** All services, wired to each other. */
export type Core = {
  readonly conversations: ConversationService
  readonly chat: ChatService
  readonly models: ModelLibrary
  readonly folders: FolderService
  readonly imports: ModelImports
  readonly profiles: ProfileService
  readonly hub: HubService
  readonly downloads: DownloadService
  readonly engine: EngineService
  readonly hardware: HardwareService
  readonly lab: LabService
  readonly labHistory: LabHistory
  readonly labExporter: LabExporter
  readonly quantize: QuantizeService
  readonly blindTests: BlindTestService
  readonly meter: MeterService
  readonly cost: CostService
  readonly settings: SettingsService
  readonly requests: NetworkLog
  /** Settles what an earlier run left behind and begins the work in the background. Returns at once. */
  start(): void
  /** Begins what the lab needs and nothing else: no download, no model in memory. Resolves when it can measure. */
  startLab(): Promise<void>
  /** Keeps running answers as interrupted, then ends the engine and the background work, then closes the store. */
  close(): Promise<void>
}

/** A removed conversation or run can be brought back for this long, and until the next start after it. */
const keepRemovedMs = 24 * 60 * 60 * 1000

export function createCore(ports: CorePorts): Core {
  const { store, now } = ports
  const settings = new SettingsService(store.settings)
  const requests = ports.requests ?? new NetworkLog(now)
  const hardware = new HardwareService({ prober: ports.hardware, settings: settings.state })
  const foreign = new ForeignFolders({ machine: ports.machine, folders: store.folders })
  const rates = new RateBook(store.answerRates)
  const fit = new FitService({
    estimator: ports.fitEstimator,
    measurements: store.memoryMeasurements,
    models: store.models,
    hardware,
    settings: settings.state,
    now,
  })
  const dispatcher = createDispatcher(ports.machine.environment)
  const hub = new HubService({
    dispatcher,
    requests,
    secretStores: ports.secrets.stores,
    tokenPath: ports.secrets.filePath,
    environment: ports.machine.environment,
    now,
    offerContext: () =>
      offerContext({ models, rates, load: settings.state.value.load, downloads: downloads.state.value.downloads }),
  })
  const downloads = new DownloadService({
    repository: store.downloads,
    hub,
    library: { adopt: (path, known) => models.adopt(path, known) },
    dispatcher,
    requests,
    settings: settings.state,
    folder: ports.modelsFolder,
    hashWorkerPath: ports.downloadHashWorker,
    sources: ports.fileSources,
    now,
  })
  const hasher = new ContentHasher({
    hashChildPath: ports.hashChild,
    memory: store.settings,
    onHashed: (id, sha256) => models.noteSha256(id, sha256),
  })
  const models = new ModelLibrary({
    repository: store.models,
    folders: store.folders,
    foreign,
    rates,
    trash: ports.trash,
    release: (modelId) => engine.unload(modelId),
    hasher,
    memory: store.settings,
    settings: settings.state,
    hardware,
    fit,
    downloads,
    ...(ports.starter && { starter: ports.starter }),
    modelsFolder: ports.modelsFolder,
    now,
  })
  const imports = new ModelImports({ folder: ports.modelsFolder, add: (path) => models.add(path) })
  const profiles = new ProfileService({ repository: store.profiles, models: store.models })
  const lease = new MachineLease(() => engine.unload())
  const engine = new EngineService({
    createLink: ports.createEngineLink,
    models,
    profiles,
    hardware,
    room: new MemoryRoom({ hardware, fit }),
    requireMachine: () => lease.requireChat(),
    settings: settings.state,
    now,
  })
  engine.state.subscribe((state) => fit.noteEngine(state))
  const calibration = new CalibrationMemory(store.settings)
  const sources = new PowerSources({
    collectors: ports.powerCollectors,
    settings: settings.state,
    calibration: calibration.state,
    hasGpu: () => hasGraphicsCard(hardware.state.value),
    windowDrawn: ports.windowDrawn,
    now,
  })
  const recorder = new PowerRecorder({ sources, history: store.powerHistory, now })
  const cost = new CostService({
    settings: settings.state,
    tokensBetween: (fromMs, toMs) => store.energyLedger.totals(fromMs, toMs),
    now,
  })
  const folders = new FolderService({
    repository: store.folders,
    stored: store.models,
    models,
    foreign,
    hashing: hasher.state,
    modelsFolder: ports.modelsFolder,
    now,
  })
  pauseHashing({ hasher, engine: engine.state, downloads: downloads.state, lab: lease.holder })
  folders.followDownloads(downloads.state)
  const runs = new AnswerRuns(() => models.noteAnswered())
  const repository = store.conversations
  const conversations = new ConversationService({ repository, runs, now })
  const chat = new ChatService({ repository, conversations, runs, engine, settings: settings.state, now })
  const pricing = new Pricing({ settings: settings.state, now })
  const meter = new MeterService({
    sources,
    engine,
    store,
    settings,
    plugs: ports.plugs,
    calibration,
    pricing,
    announce: (id) => {
      if (repository.summary(id) !== null) conversations.publish(id)
    },
    now,
  })
  const labHistory = new LabHistory({
    repository: store.lab,
    isPresent: (runId) => lab.progress.value?.runId === runId,
    now,
  })
  const lab = new LabService({
    repository: store.lab,
    lease,
    createLabEngine: ports.createLabEngine,
    createEngineLink: ports.createEngineLink,
    models,
    stored: store.models,
    isReachable: (id) => models.state.value.models.some((model) => model.id === id && model.isReachable),
    fit,
    hardware,
    rates,
    watch: ports.machineWatch ?? blindWatch,
    references: new ReferenceFolder(ports.labFolder),
    feed: sources,
    pricing,
    settings: settings.state,
    announce: () => labHistory.announce(),
    now,
  })
  const quantize = new QuantizeService({
    quantizer: ports.quantizer,
    models,
    lease,
    folder: ports.modelsFolder,
    now,
  })
  const blindTests = new BlindTestService({
    repository: store.lab,
    stored: store.models,
    lease,
    hardware,
    createEngineLink: ports.createEngineLink,
    now,
  })
  let closed: Promise<void> | null = null

  return {
    conversations,
    chat,
    models,
    folders,
    imports,
    profiles,
    hub,
    downloads,
    engine,
    hardware,
    lab,
    labHistory,
    labExporter: new LabExporter({
      history: labHistory,
      pathOf: (modelId) => models.state.value.models.find(({ id }) => id === modelId)?.path ?? null,
    }),
    quantize,
    blindTests,
    meter,
    cost,
    settings,
    requests,
    start() {
      repository.interruptUnfinished()
      lab.begin()
      blindTests.begin()
      repository.purgeRemovedBefore(now() - keepRemovedMs)
      store.lab.purge(now() - keepRemovedMs)
      hardware.start()
      downloads.start()
      void imports.start()
      void quantize.begin()
      models.start(folders.start(ports.windowDrawn))
      engine.start()
      recorder.start()
      meter.start()
    },
    async startLab() {
      lab.begin()
      hardware.start()
      recorder.start()
      meter.start()
      await Promise.all([quantize.begin(), models.recheck(), hardware.chosenBackend(), powerFound()])
    },
    close() {
      closed ??= closeInOrder()
      return closed
    },
  }

  /** Resolves when it was looked what power can be read from; at once where the meter is off. */
  async function powerFound(): Promise<void> {
    if (!settings.state.value.meter.isOn) return
    for await (const isRunning of sources.isRunning.watch()) if (isRunning) return
  }

  async function closeInOrder(): Promise<void> {
    chat.close()
    await Promise.allSettled([lab.close(), quantize.close(), blindTests.close()])
    // First, since the library moves to the trash what waits for that.
    await engine.close().catch(() => undefined)
    try {
      await Promise.allSettled([
        models.close(),
        folders.close(),
        hasher.close(),
        downloads.close(),
        fit.close(),
        meter.close().finally(() => recorder.close()),
        hardware.close(),
      ])
    } finally {
      await dispatcher.destroy().catch(() => undefined)
      store.close()
    }
  }
}
