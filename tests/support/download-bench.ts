import { expect, onTestFinished } from 'vitest'
import { DownloadService, type DownloadServiceOptions } from '../../main/core/downloads/download-service.ts'
import type { HubFiles } from '../../main/core/downloads/hub-files.ts'
import { ByteRanges } from '../../main/core/downloads/transfer/byte-ranges.ts'
import { defaultTransferLimits } from '../../main/core/downloads/transfer/transfer-options.ts'
import { Fault } from '../../main/core/fault.ts'
import { LiveValue } from '../../main/core/live-value.ts'
import { createDispatcher } from '../../main/core/network/http.ts'
import { NetworkLog } from '../../main/core/network/network-log.ts'
import type { Download } from '../../preload/contract/downloads.ts'
import { defaultSettings, type Settings } from '../../preload/contract/settings.ts'
import { downloadHashWorker } from './download-hash-worker.ts'
import { offlineHub } from './fake-sources.ts'
import { ManualTimer } from './manual-timer.ts'
import { tempFolder, tempStore } from './temp-store.ts'

/** A hub on this machine, so that the tests' own servers may be fetched from. */
export const localHub: HubFiles = { ...offlineHub, isLocal: true }

type Adopted = { path: string; known: Parameters<DownloadServiceOptions['library']['adopt']>[1] }

/**
 * Downloads over a real database and folder, a library that notes what it is given, and a timer that the test turns: nothing is retried
 * and no progress published before it does. Ends with the test.
 */
export function testDownloads(options: Partial<DownloadServiceOptions> & { dataFolder?: string } = {}) {
  const { dataFolder = tempFolder(), ...change } = options
  const store = tempStore(dataFolder)
  const settings = new LiveValue<Settings>(defaultSettings)
  const timer = new ManualTimer()
  const requests = new NetworkLog(() => 1)
  const adopted: Adopted[] = []
  const dispatcher = createDispatcher({})
  const folder = options.folder ?? `${dataFolder}/models`
  const downloads = new DownloadService({
    repository: store.downloads,
    hub: localHub,
    library: {
      adopt: async (path, known) => {
        adopted.push({ path, known })
        return { id: `model-${adopted.length}` }
      },
    },
    dispatcher,
    requests,
    settings,
    folder,
    hashWorkerPath: downloadHashWorker,
    now: () => 1_700_000_000_000,
    setTimer: timer.set,
    limits: { ...defaultTransferLimits, connections: 2, pieceBytes: 50_000 },
    ...change,
  })
  const close = async () => {
    await downloads.close()
    await dispatcher.destroy()
    store.close()
  }
  onTestFinished(close)
  const one = (id: string): Download => {
    const found = downloads.state.value.downloads.find((download) => download.id === id)
    if (found === undefined) throw new Fault('DOWNLOAD_NOT_FOUND')
    return found
  }
  return {
    downloads,
    store,
    settings,
    timer,
    requests,
    adopted,
    folder,
    dataFolder,
    close,
    one,
    states: () => downloads.state.value.downloads.map(({ name, state }) => `${name} ${state}`),
    /** Resolves when so many bytes of a download are safe on the disk. */
    keeps: async (id: string, leastBytes: number): Promise<void> => {
      const kept = () => {
        const parts =
          store.downloads
            .list()
            .find((download) => download.id === id)
            ?.files.map(({ part }) => part) ?? []
        return parts.reduce((sum, part) => sum + new ByteRanges(part?.ranges).totalBytes, 0)
      }
      await expect.poll(kept, { timeout: 15_000 }).toBeGreaterThanOrEqual(leastBytes)
    },
    /** Resolves when a download is in one of these states. */
    reaches: async (id: string, ...states: Download['state'][]): Promise<Download> => {
      for await (const value of downloads.state.watch()) {
        const found = value.downloads.find((download) => download.id === id)
        if (found && states.includes(found.state)) return found
      }
      throw new Error('closed')
    },
  }
}
