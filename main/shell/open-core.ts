import { homedir } from 'node:os'
import { type Core, createCore } from '../core/create-core.ts'
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
import type { Parts } from './parts.ts'
import type { Instance } from './single-instance.ts'

export type OpenCoreOptions = {
  folder: DataFolder
  /** The folder, taken for this process. */
  instance: Instance
  parts: Pick<
    Parts,
    'engineChild' | 'labChild' | 'quantizeChild' | 'probeChild' | 'estimatorChild' | 'hashChild' | 'downloadHashWorker'
  >
  /** The system's own place for the hub's access token; where it has none, a file takes it. */
  systemSecrets: SecretStore
  trash: Trash
  /** What takes the processor begins then. */
  windowDrawn: Promise<void>
}

export type OpenedCore = {
  core: Core
  /** The last lines of llama.cpp's log, the oldest first. */
  engineLog(lines: number): string[]
  /** Writes down a failure that nobody foresaw, with its cause. */
  report(error: unknown): void
  /** Ends the core, then the logs, and gives the folder back. */
  close(): Promise<void>
}

/** Opens the database and makes the core over it and this machine; nothing runs before the core is started. Faults: those of `openStore`. */
export function openCore({ folder, instance, parts, systemSecrets, trash, windowDrawn }: OpenCoreOptions): OpenedCore {
  const log = openAppLog(folder.logs)
  const engineLog = new EngineLogFile(folder.logs)
  const requests = new NetworkLog(Date.now)
  const core = createCore({
    store: openStore(folder),
    createEngineLink: () => new ForkedEngineLink({ childPath: parts.engineChild, log: engineLog }),
    createLabEngine: () => new ForkedLabEngine({ childPath: parts.labChild, log: engineLog }),
    quantizer: new ForkedQuantizer({ childPath: parts.quantizeChild }),
    fitEstimator: new ForkedEstimator({ childPath: parts.estimatorChild }),
    hardware: new SystemProber({ probeChildPath: parts.probeChild, mayStart: windowDrawn }),
    powerCollectors: powerCollectors(process.platform, { requests }),
    plugs: new HttpPlugProber({ requests }),
    machineWatch: new SystemWatch(),
    requests,
    modelsFolder: folder.models,
    labFolder: folder.lab,
    windowDrawn,
    secrets: { stores: [systemSecrets, new FileSecretStore(folder.hubToken)], filePath: folder.hubToken },
    machine: { platform: process.platform, home: homedir(), environment: process.env },
    trash,
    hashChild: parts.hashChild,
    downloadHashWorker: parts.downloadHashWorker,
    now: Date.now,
  })
  return {
    core,
    engineLog: (lines) => engineLog.lastLines(lines),
    report: log.report,
    close: async () => {
      await core.close()
      await engineLog.close()
      await log.close()
      instance.release()
    },
  }
}
