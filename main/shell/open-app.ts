import { homedir } from 'node:os'
import packageJson from '#package.json' with { type: 'json' }
import type { ApiContext } from '../api/base.ts'
import type { Shell } from '../api/shell.ts'
import { createCore } from '../core/create-core.ts'
import { NetworkLog } from '../core/network/network-log.ts'
import type { SecretStore } from '../core/ports/secret-store.ts'
import type { Trash } from '../core/ports/trash.ts'
import { EngineLogFile } from '../engine/host/engine-log-file.ts'
import { ForkedEngineLink } from '../engine/host/forked-engine-link.ts'
import { ForkedEstimator } from '../engine/host/forked-estimator.ts'
import { ForkedLabEngine } from '../engine/host/forked-lab-engine.ts'
import { ForkedQuantizer } from '../engine/host/forked-quantizer.ts'
import { SystemWatch } from '../probes/lab-watch/system-watch.ts'
import { powerCollectors } from '../probes/power/collectors.ts'
import { HttpPlugProber } from '../probes/power/plugs/probe-plug.ts'
import { SystemProber } from '../probes/system-prober.ts'
import { openStore } from '../store/open-store.ts'
import { openAppLog } from './app-log.ts'
import type { DataFolder } from './data-folder.ts'
import { FileSecretStore } from './file-secret-store.ts'
import { FirstWindow } from './first-window.ts'
import type { Parts } from './parts.ts'
import type { Instance } from './single-instance.ts'

type AppOptions = {
  folder: DataFolder
  /** The folder, taken for this process. */
  instance: Instance
  parts: Parts
  /** The system's own place for the hub's access token; where it has none, a file takes it. */
  systemSecrets: SecretStore
  /** What this shell is, and what it can do beyond the other one. */
  own: Pick<
    Shell,
    'kind' | 'startedAtMs' | 'pickModelFile' | 'pickFolder' | 'openFolder' | 'showFile' | 'knowsDroppedPaths'
  >
  trash: Trash
}

/** The core over the real database, engine and machine, and the shell as the router asks it. */
export type App = ApiContext & {
  /** Ends the core, then the logs, and gives the folder back. */
  close(): Promise<void>
}

/** Opens the database and makes the core over it; nothing runs before `core.start()`. Faults: those of `openStore`. */
export function openApp({ folder, instance, parts, systemSecrets, own, trash }: AppOptions): App {
  const log = openAppLog(folder.logs)
  const engineLog = new EngineLogFile(folder.logs)
  const firstWindow = new FirstWindow()
  const requests = new NetworkLog(Date.now)
  const core = createCore({
    store: openStore(folder),
    createEngineLink: () => new ForkedEngineLink({ childPath: parts.engineChild, log: engineLog }),
    createLabEngine: () => new ForkedLabEngine({ childPath: parts.labChild, log: engineLog }),
    quantizer: new ForkedQuantizer({ childPath: parts.quantizeChild }),
    fitEstimator: new ForkedEstimator({ childPath: parts.estimatorChild }),
    hardware: new SystemProber({ probeChildPath: parts.probeChild, mayStart: firstWindow.drawn }),
    powerCollectors: powerCollectors(process.platform, { requests }),
    plugs: new HttpPlugProber({ requests }),
    machineWatch: new SystemWatch(),
    requests,
    modelsFolder: folder.models,
    labFolder: folder.lab,
    windowDrawn: firstWindow.drawn,
    secrets: { stores: [systemSecrets, new FileSecretStore(folder.hubToken)], filePath: folder.hubToken },
    machine: { platform: process.platform, home: homedir(), environment: process.env },
    trash,
    hashChild: parts.hashChild,
    downloadHashWorker: parts.downloadHashWorker,
    now: Date.now,
  })
  const shell: Shell = {
    ...own,
    version: packageJson.version,
    dataFolder: folder.root,
    logFolder: folder.logs,
    noteWindowDrawn: () => firstWindow.noteDrawn(),
    engineLog: (lines) => engineLog.lastLines(lines),
    report: log.report,
  }
  return {
    core,
    shell,
    close: async () => {
      const closed = core.close()
      firstWindow.noteDrawn()
      await closed
      await engineLog.close()
      await log.close()
      instance.release()
    },
  }
}
