import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Core, createCore } from '../../main/core/create-core.ts'
import type { FileSources } from '../../main/core/downloads/sources/file-sources.ts'
import { catalog, type Starter, starterOf } from '../../main/core/library/catalog.ts'
import { NetworkLog } from '../../main/core/network/network-log.ts'
import type { HardwareProber, ProbedHardware } from '../../main/core/ports/hardware-prober.ts'
import type { LabEngine } from '../../main/core/ports/lab-engine.ts'
import type { PowerCollector } from '../../main/core/ports/power-collector.ts'
import type { Store } from '../../main/core/ports/store.ts'
import { HttpPlugProber } from '../../main/probes/power/plugs/probe-plug.ts'
import { openStore } from '../../main/store/open-store.ts'
import { createAccess, createSecret } from '../../main/web/access.ts'
import { startWebServer } from '../../main/web/web-server.ts'
import { downloadHashWorker } from './download-hash-worker.ts'
import { FakeEngine, type FakeScript } from './fake-engine.ts'
import { FakeEstimator } from './fake-estimator.ts'
import { emptyMachine, FakeTrash } from './fake-trash.ts'
import { hashChild } from './hash-child.ts'
import { storePaths } from './temp-store.ts'
import { starterWithoutSources } from './test-starter.ts'
import { writeTinyGguf } from './tiny-gguf.ts'
import { unusedLabEngine, unusedQuantizer } from './unused-lab.ts'

/** The web shell's server, the core and a real database in this process, over an engine that says what a test tells it to. */
export type FakeWebApp = {
  engine: FakeEngine
  core: Core
  store: Store
  /** With the token: open it in a browser. Needs the built renderer. */
  url: string
  close(): Promise<void>
}

const prober: HardwareProber = {
  ramAvailableBytes: async () => 8e9,
  probe: async (): Promise<ProbedHardware> => ({
    probedAtMs: 0,
    platform: 'linux-x64',
    osName: 'Linux',
    cpu: { model: 'Test CPU', physicalCores: 2, logicalCores: 2, instructionSets: ['AVX2'], libraryVariant: null },
    ramTotalBytes: 16e9,
    ramAvailableBytes: 8e9,
    backends: [{ id: 'cpu', status: 'available', problem: null, devices: [] }],
  }),
}

type FakeWebAppOptions = {
  hasModel?: boolean
  modelName?: string
  fileSources?: FileSources
  starter?: Starter
  /** None unless given: nothing is measured. */
  powerCollectors?: readonly PowerCollector[]
  /** The lab has none unless given. */
  labEngine?: LabEngine
  /** Shared with collectors that send requests. */
  requests?: NetworkLog
}

const rendererFolder = join(import.meta.dirname, '../../out/renderer')

/** Starts an app that has one model to chat with, or none. */
export async function startFakeWebApp(
  script: Partial<FakeScript> = {},
  {
    hasModel = true,
    modelName = 'Small Model Instruct',
    fileSources,
    starter,
    powerCollectors,
    labEngine = unusedLabEngine,
    requests = new NetworkLog(Date.now),
  }: FakeWebAppOptions = {},
): Promise<FakeWebApp> {
  const folder = mkdtempSync(join(tmpdir(), 'wattle-fake-'))
  const engine = new FakeEngine(script)
  const store = openStore(storePaths(folder))
  const core = createCore({
    store,
    // The lab and the blind test close the links that they ask for: others by the same script come after it.
    createEngineLink: () => (engine.closed ? new FakeEngine(engine.script) : engine),
    createLabEngine: () => labEngine,
    quantizer: unusedQuantizer,
    fitEstimator: new FakeEstimator(),
    hardware: prober,
    powerCollectors: powerCollectors ?? [],
    plugs: new HttpPlugProber({ requests }),
    requests,
    ...(fileSources && { fileSources }),
    starter: starter ?? (fileSources ? starterOf(catalog) : starterWithoutSources()),
    hashChild,
    downloadHashWorker,
    modelsFolder: folder,
    labFolder: join(folder, 'lab'),
    machine: emptyMachine(join(folder, 'home')),
    trash: new FakeTrash(folder),
    secrets: { stores: [], filePath: join(folder, 'hub-token') },
    now: Date.now,
  })
  core.start()
  if (hasModel) {
    const model = await core.models.add(await writeTinyGguf(join(folder, 'small-model.gguf'), { name: modelName }))
    core.models.choose(model.id)
  }
  const access = createAccess(createSecret())
  const server = await startWebServer({
    access,
    context: {
      core,
      shell: {
        kind: 'web',
        knowsDroppedPaths: false,
        version: '0.0.0',
        startedAtMs: Date.now(),
        dataFolder: folder,
        logFolder: folder,
        noteWindowDrawn: () => {},
        engineLog: () => ['llama_model_loader: loaded meta data', 'llama_context: n_ctx = 8192'],
        report: (error) => console.error(error),
      },
    },
    rendererFolder,
    ports: [0],
  })
  return {
    engine,
    core,
    store,
    url: `http://127.0.0.1:${server.port}/?token=${access.token}`,
    close: async () => {
      await server.close()
      await core.close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}
