import { type Core, createCore } from '../core/create-core.ts'
import { createStarterSources } from '../core/library/starter/starter-sources.ts'
import { EngineLogFile } from '../engine/host/engine-log-file.ts'
import { ForkedEngineLink } from '../engine/host/forked-engine-link.ts'
import { SystemProber } from '../probes/system-prober.ts'
import { openStore } from '../store/open-store.ts'
import type { DataFolder } from './data-folder.ts'
import type { Parts } from './parts.ts'

/** The core over the real database, engine and machine. */
export type OpenedCore = {
  core: Core
  /** The last lines of llama.cpp's log, oldest first. */
  engineLog(lines: number): string[]
  close(): Promise<void>
}

/** Opens the database and makes the core over it; nothing runs before `core.start()`. Faults: those of `openStore`. */
export function openCore(folder: DataFolder, parts: Parts): OpenedCore {
  const log = new EngineLogFile(folder.logs)
  const core = createCore({
    store: openStore(folder),
    engine: new ForkedEngineLink({ childPath: parts.engineChild, log }),
    hardware: new SystemProber({ probeChildPath: parts.probeChild }),
    starterSources: createStarterSources(),
    modelsFolder: folder.models,
    now: Date.now,
  })
  return {
    core,
    engineLog: (lines) => log.lastLines(lines),
    close: async () => {
      await core.close()
      await log.close()
    },
  }
}
