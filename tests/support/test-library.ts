import { onTestFinished } from 'vitest'
import { ModelLibrary } from '../../main/core/library/model-library.ts'
import { LiveValue } from '../../main/core/live-value.ts'
import { NetworkLog } from '../../main/core/network/network-log.ts'
import type { StarterSource } from '../../main/core/ports/starter-source.ts'
import type { Store } from '../../main/core/ports/store.ts'
import type { HardwareState } from '../../preload/contract/hardware.ts'
import { defaultSettings, type Settings } from '../../preload/contract/settings.ts'
import { tempFolder, tempStore } from './temp-store.ts'
import { testStarter } from './test-starter.ts'

type TestLibraryOptions = {
  starterSources?: StarterSource[]
  store?: Store
  folder?: string
  freeBytes?: (folder: string) => Promise<number>
}

/** A library over a real database and folder, with the tiny starter. Closed when the test has ended. */
export function testLibrary(options: TestLibraryOptions = {}) {
  const { starterSources = [], store = tempStore(), folder = tempFolder(), freeBytes } = options
  const settings = new LiveValue<Settings>(defaultSettings)
  const hardware = new LiveValue<HardwareState>({ phase: 'probing' })
  let nowMs = 1000
  const library = new ModelLibrary({
    repository: store.models,
    memory: store.settings,
    settings,
    hardware: { state: hardware, ramAvailableBytes: async () => 8e9 },
    requests: new NetworkLog(() => nowMs),
    starterSources,
    modelsFolder: folder,
    now: () => {
      nowMs += 1
      return nowMs
    },
    starter: testStarter(),
    ...(freeBytes && { freeBytes }),
  })
  onTestFinished(() => library.close())
  return { library, store, folder, settings, hardware }
}
