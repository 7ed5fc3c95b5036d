import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import envPaths from 'env-paths'
import { DownloadService } from '../../main/core/downloads/download-service.ts'
import { HubService } from '../../main/core/hub/hub-service.ts'
import { catalog, starterOf } from '../../main/core/library/catalog.ts'
import { LiveValue } from '../../main/core/live-value.ts'
import { createDispatcher } from '../../main/core/network/http.ts'
import { NetworkLog } from '../../main/core/network/network-log.ts'
import { openStore } from '../../main/store/open-store.ts'
import { defaultSettings, type Settings } from '../../preload/contract/settings.ts'
import { downloadHashWorker } from './download-hash-worker.ts'

/**
 * The path of the starter model, verified. It is fetched once, by the app's own code, into a cache that outlives the run
 * (`WATTLE_CACHE`, else the platform's cache folder). Several processes may ask at once: each that finds none fetches into a folder of
 * its own, and the finished file is put in place by one rename.
 */
export async function starterModelPath(): Promise<string> {
  const { file } = starterOf(catalog)
  const folder = join(process.env.WATTLE_CACHE ?? envPaths('wattle', { suffix: '' }).cache, 'models')
  const path = join(folder, file.fileName)
  const present = await stat(path).catch(() => null)
  if (present?.size === file.sizeBytes) return path

  const ownFolder = join(folder, `.fetch-${process.pid}-${Date.now()}`)
  await mkdir(ownFolder, { recursive: true })
  try {
    await rename(await fetchInto(ownFolder), path)
    return path
  } finally {
    await rm(ownFolder, { recursive: true, force: true })
  }
}

/** Fetches the starter into a folder of its own. Returns its path. */
async function fetchInto(folder: string): Promise<string> {
  const { model, file } = starterOf(catalog)
  const store = openStore({ database: join(folder, 'wattle.db'), backups: join(folder, 'backups') })
  const requests = new NetworkLog(Date.now)
  const dispatcher = createDispatcher()
  const common = { dispatcher, requests, now: Date.now }
  const hub = new HubService({
    ...common,
    secretStores: [],
    tokenPath: '',
    environment: process.env,
    offerContext: nobody,
  })
  const arrived = Promise.withResolvers<string>()
  const downloads = new DownloadService({
    ...common,
    repository: store.downloads,
    hub,
    library: {
      adopt: async (path) => {
        arrived.resolve(path)
        return { id: 'starter' }
      },
    },
    settings: new LiveValue<Settings>(defaultSettings),
    folder,
    hashWorkerPath: downloadHashWorker,
  })
  downloads.state.subscribe(({ downloads: [download] }) => {
    if (download?.state === 'failed') {
      const tried = [...download.attempts, download.problem]
      arrived.reject(new Error(`no source has the starter model: ${JSON.stringify(tried, null, 2)}`))
    }
  })
  try {
    downloads.start()
    downloads.addStarter(model, file)
    return await arrived.promise
  } finally {
    await downloads.close()
    await dispatcher.destroy()
    store.close()
  }
}

function nobody(): never {
  throw new Error('nobody asks for offers here')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${await starterModelPath()}\n`)
}
