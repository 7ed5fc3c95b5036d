import { onTestFinished } from 'vitest'
import { FolderService } from '../../main/core/library/folder-service.ts'
import type { Machine } from '../../main/core/library/folders/detect/foreign-program.ts'
import { ForeignFolders } from '../../main/core/library/folders/foreign-folders.ts'
import { ModelLibrary } from '../../main/core/library/model-library.ts'
import { RateBook } from '../../main/core/library/rate-book.ts'
import { LiveValue } from '../../main/core/live-value.ts'
import { NetworkLog } from '../../main/core/network/network-log.ts'
import type { StarterSource } from '../../main/core/ports/starter-source.ts'
import type { Store } from '../../main/core/ports/store.ts'
import type { HardwareState } from '../../preload/contract/hardware.ts'
import { defaultSettings, type Settings } from '../../preload/contract/settings.ts'
import { emptyMachine, FakeTrash } from './fake-trash.ts'
import { ManualTimer } from './manual-timer.ts'
import { tempFolder, tempStore } from './temp-store.ts'
import { testStarter } from './test-starter.ts'

type TestLibraryOptions = {
  starterSources?: StarterSource[]
  store?: Store
  folder?: string
  freeBytes?: (folder: string) => Promise<number>
  machine?: Machine
}

/**
 * A library and its folders over a real database, with the tiny starter, an empty machine, a trash of its own and a timer that the test
 * turns. Closed when the test has ended.
 */
export function testLibrary(options: TestLibraryOptions = {}) {
  const {
    starterSources = [],
    store = tempStore(),
    folder = tempFolder(),
    freeBytes,
    machine = emptyMachine(),
  } = options
  const trash = new FakeTrash()
  const timer = new ManualTimer()
  const foreign = new ForeignFolders({ machine, folders: store.folders })
  const settings = new LiveValue<Settings>(defaultSettings)
  const hardware = new LiveValue<HardwareState>({ phase: 'probing' })
  let nowMs = 1000
  const now = () => {
    nowMs += 1
    return nowMs
  }
  const library = new ModelLibrary({
    repository: store.models,
    folders: store.folders,
    foreign,
    rates: new RateBook(store.answerRates),
    trash,
    memory: store.settings,
    settings,
    hardware: { state: hardware, ramAvailableBytes: async () => 8e9 },
    requests: new NetworkLog(() => nowMs),
    starterSources,
    modelsFolder: folder,
    now,
    setTimer: timer.set,
    starter: testStarter(),
    ...(freeBytes && { freeBytes }),
  })
  const folders = new FolderService({
    repository: store.folders,
    stored: store.models,
    models: library,
    foreign,
    modelsFolder: folder,
    now,
  })
  const close = async () => void (await Promise.all([library.close(), folders.close()]))
  onTestFinished(close)
  return {
    library,
    folders,
    store,
    folder,
    trash,
    timer,
    settings,
    hardware,
    close,
    /** Scans the folders and begins with the starter, as the app does. */
    start: () => library.start(folders.start()),
  }
}
