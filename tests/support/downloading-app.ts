import { DownloadService } from '../../main/core/downloads/download-service.ts'
import { defaultTransferLimits } from '../../main/core/downloads/transfer/transfer-options.ts'
import { LiveValue } from '../../main/core/live-value.ts'
import { createDispatcher } from '../../main/core/network/http.ts'
import { NetworkLog } from '../../main/core/network/network-log.ts'
import { openStore } from '../../main/store/open-store.ts'
import { defaultSettings, type Settings } from '../../preload/contract/settings.ts'
import { downloadHashWorker } from './download-hash-worker.ts'

// A process to be killed: goes on with the downloads of a folder, or begins one where there is none. Its arguments are the database, the
// folder for backups, the folder for models, the address and the hash. It writes a line when bytes come, and one when all is done.

const [, , database = '', backups = '', folder = '', url = '', sha256 = ''] = process.argv
const never = () => Promise.reject(new Error('no hub here'))
const store = openStore({ database, backups })
const downloads = new DownloadService({
  repository: store.downloads,
  hub: {
    host: '',
    isLocal: true,
    resolveFiles: never,
    fileUrl: () => new URL(url),
    pageUrl: () => '',
    authorization: async () => null,
  },
  library: { adopt: async () => ({ id: 'model' }) },
  dispatcher: createDispatcher({}),
  requests: new NetworkLog(Date.now),
  settings: new LiveValue<Settings>(defaultSettings),
  folder,
  hashWorkerPath: downloadHashWorker,
  now: Date.now,
  limits: { ...defaultTransferLimits, connections: 3, firstConnections: 3, pieceBytes: 400_000 },
})
let receivedBytes = downloads.state.value.downloads[0]?.receivedBytes ?? 0
downloads.state.subscribe(({ downloads: [download] }) => {
  if (download && download.receivedBytes > receivedBytes) {
    receivedBytes = download.receivedBytes
    process.stdout.write(`received ${receivedBytes}\n`)
  }
  if (download?.state === 'done' || download?.state === 'failed') process.stdout.write(`${download.state}\n`)
})
downloads.start()
if (downloads.state.value.downloads.length === 0) await downloads.addFromUrl({ url, sha256 })
