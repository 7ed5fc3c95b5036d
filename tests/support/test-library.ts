import { Agent } from 'undici'
import { onTestFinished } from 'vitest'
import { DownloadService } from '../../main/core/downloads/download-service.ts'
import type { FileSources } from '../../main/core/downloads/sources/file-sources.ts'
import { FitService } from '../../main/core/fit/fit-service.ts'
import { FolderService, type FolderServiceOptions } from '../../main/core/library/folder-service.ts'
import type { Machine } from '../../main/core/library/folders/detect/foreign-program.ts'
import { ForeignFolders } from '../../main/core/library/folders/foreign-folders.ts'
import { ModelLibrary } from '../../main/core/library/model-library.ts'
import { RateBook } from '../../main/core/library/rate-book.ts'
import { LiveValue } from '../../main/core/live-value.ts'
import { NetworkLog } from '../../main/core/network/network-log.ts'
import type { Store } from '../../main/core/ports/store.ts'
import type { SetTimer } from '../../main/core/set-timer.ts'
import type { HardwareState } from '../../preload/contract/hardware.ts'
import { defaultSettings, type Settings } from '../../preload/contract/settings.ts'
import { downloadHashWorker } from './download-hash-worker.ts'
import { FakeEstimator } from './fake-estimator.ts'
import { FakeHasher } from './fake-hasher.ts'
import { fakeSources, offlineHub } from './fake-sources.ts'
import { emptyMachine, FakeTrash } from './fake-trash.ts'
import { ManualTimer } from './manual-timer.ts'
import { tempFolder, tempStore } from './temp-store.ts'
import { testStarter } from './test-starter.ts'

type TestLibraryOptions = {
  /** What the starter's sources do; without any of them nothing can be fetched. */
  sources?: FileSources
  store?: Store
  folder?: string
  freeBytes?: (folder: string) => Promise<number>
  machine?: Machine
  /** For the folders' scans; the system's unless named. */
  folderTimer?: SetTimer
  watch?: FolderServiceOptions['watch']
}

/**
 * A library and its folders over a real database, with the tiny starter, an empty machine, a trash of its own and a timer that the test
 * turns. Closed when the test has ended.
 */
export function testLibrary(options: TestLibraryOptions = {}) {
  const {
    sources = fakeSources({}),
    store = tempStore(),
    folder = tempFolder(),
    freeBytes,
    machine = emptyMachine(),
    folderTimer,
    watch,
  } = options
  const trash = new FakeTrash()
  const released: string[] = []
  const hasher = new FakeHasher()
  const estimator = new FakeEstimator()
  const timer = new ManualTimer()
  const foreign = new ForeignFolders({ machine, folders: store.folders })
  const settings = new LiveValue<Settings>(defaultSettings)
  const hardware = new LiveValue<HardwareState>({ phase: 'probing' })
  let nowMs = 1000
  const now = () => {
    nowMs += 1
    return nowMs
  }
  const fit = new FitService({
    estimator,
    measurements: store.memoryMeasurements,
    models: store.models,
    hardware: { state: hardware, ramAvailableBytes: async () => 8e9, chosenBackend: async () => 'cpu' },
    settings,
    now,
    // Nothing is asked in the background.
    setTimer: () => () => undefined,
  })
  const downloads = new DownloadService({
    repository: store.downloads,
    hub: offlineHub,
    library: { adopt: (path, known) => library.adopt(path, known) },
    dispatcher: new Agent(),
    requests: new NetworkLog(() => nowMs),
    settings,
    folder,
    hashWorkerPath: downloadHashWorker,
    sources,
    freeBytes,
    now,
  })
  const library = new ModelLibrary({
    repository: store.models,
    folders: store.folders,
    foreign,
    rates: new RateBook(store.answerRates),
    trash,
    release: async (modelId) => void released.push(modelId),
    hasher,
    memory: store.settings,
    settings,
    hardware: { state: hardware },
    fit,
    downloads,
    modelsFolder: folder,
    now,
    setTimer: timer.set,
    starter: testStarter(),
  })
  const folders = new FolderService({
    repository: store.folders,
    stored: store.models,
    models: library,
    foreign,
    hashing: hasher.state,
    modelsFolder: folder,
    now,
    ...(folderTimer && { setTimer: folderTimer }),
    ...(watch && { watch }),
  })
  const close = async () => void (await Promise.all([library.close(), folders.close(), downloads.close()]))
  onTestFinished(close)
  return {
    library,
    folders,
    downloads,
    fit,
    store,
    folder,
    trash,
    /** Models that were to leave the memory, in order. */
    released,
    hasher,
    timer,
    settings,
    hardware,
    close,
    /** Scans the folders and begins with the starter, as the app does. */
    start: () => {
      downloads.start()
      library.start(folders.start())
    },
  }
}
