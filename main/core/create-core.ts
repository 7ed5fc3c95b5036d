import { AnswerRuns } from './chat/answer-runs.ts'
import { ChatService } from './chat/chat-service.ts'
import { ConversationService } from './chat/conversation-service.ts'
import { DownloadService } from './downloads/download-service.ts'
import { EngineService } from './engine/engine-service.ts'
import { MemoryRoom } from './engine/memory-room.ts'
import { HardwareService } from './hardware/hardware-service.ts'
import { HubService } from './hub/hub-service.ts'
import { offerContext } from './hub/offer-context.ts'
import { FolderService } from './library/folder-service.ts'
import type { Machine } from './library/folders/detect/foreign-program.ts'
import { ForeignFolders } from './library/folders/foreign-folders.ts'
import { ModelLibrary } from './library/model-library.ts'
import { RateBook } from './library/rate-book.ts'
import { createDispatcher } from './network/http.ts'
import { NetworkLog } from './network/network-log.ts'
import type { EngineLink, HardwareProber, SecretStore, StarterSource, Store, Trash } from './ports/index.ts'
import { ProfileService } from './profiles/profile-service.ts'
import { SettingsService } from './settings/settings-service.ts'

/** What the core needs of the outside world. */
export type CorePorts = {
  store: Store
  /** Makes the link to one engine process, which does not start yet: each model in memory has one of its own. */
  createEngineLink: () => EngineLink
  hardware: HardwareProber
  /** In the order in which they are tried. */
  starterSources: StarterSource[]
  /** The folder that models are fetched into. */
  modelsFolder: string
  /** Where the hub's access token can be kept, the best place first, and the file that the last of them writes. */
  secrets: { stores: readonly SecretStore[]; filePath: string }
  /** Where other programs may keep their models. */
  machine: Machine
  trash: Trash
  /** Milliseconds since the epoch. */
  now: () => number
}

/** All services, wired to each other. */
export type Core = {
  readonly conversations: ConversationService
  readonly chat: ChatService
  readonly models: ModelLibrary
  readonly folders: FolderService
  readonly profiles: ProfileService
  readonly hub: HubService
  readonly downloads: DownloadService
  readonly engine: EngineService
  readonly hardware: HardwareService
  readonly settings: SettingsService
  readonly requests: NetworkLog
  /** Settles what an earlier run left behind and begins the work in the background. Returns at once. */
  start(): void
  /** Keeps running answers as interrupted, then ends the engine and the background work, then closes the store. */
  close(): Promise<void>
}

/** A removed conversation can be brought back for this long, and until the next start after it. */
const keepRemovedMs = 24 * 60 * 60 * 1000

export function createCore(ports: CorePorts): Core {
  const { store, now } = ports
  const settings = new SettingsService(store.settings)
  const requests = new NetworkLog(now)
  const hardware = new HardwareService({ prober: ports.hardware, settings: settings.state })
  const foreign = new ForeignFolders({ machine: ports.machine, folders: store.folders })
  const rates = new RateBook(store.answerRates)
  const models = new ModelLibrary({
    repository: store.models,
    folders: store.folders,
    foreign,
    rates,
    trash: ports.trash,
    memory: store.settings,
    settings: settings.state,
    hardware,
    requests,
    starterSources: ports.starterSources,
    modelsFolder: ports.modelsFolder,
    now,
  })
  const profiles = new ProfileService({ repository: store.profiles, models: store.models })
  const engine = new EngineService({
    createLink: ports.createEngineLink,
    models,
    profiles,
    hardware,
    room: new MemoryRoom(hardware),
    settings: settings.state,
    now,
  })
  engine.state.subscribe(({ loaded }) => models.noteLoaded(loaded))
  const folders = new FolderService({
    repository: store.folders,
    stored: store.models,
    models,
    foreign,
    modelsFolder: ports.modelsFolder,
    now,
  })
  const dispatcher = createDispatcher(ports.machine.environment)
  const hub = new HubService({
    dispatcher,
    requests,
    secretStores: ports.secrets.stores,
    tokenPath: ports.secrets.filePath,
    environment: ports.machine.environment,
    now,
    offerContext: () =>
      offerContext({ models, rates, load: settings.state.value.load, downloads: downloads.state.value.downloads }),
  })
  const downloads = new DownloadService()
  const runs = new AnswerRuns(() => models.noteAnswered())
  const repository = store.conversations
  const conversations = new ConversationService({ repository, runs, now })
  const chat = new ChatService({ repository, conversations, runs, engine, settings: settings.state, now })
  let closed: Promise<void> | null = null

  return {
    conversations,
    chat,
    models,
    folders,
    profiles,
    hub,
    downloads,
    engine,
    hardware,
    settings,
    requests,
    start() {
      repository.interruptUnfinished()
      repository.purgeRemovedBefore(now() - keepRemovedMs)
      hardware.start()
      models.start(folders.start())
      engine.start()
    },
    close() {
      closed ??= closeInOrder()
      return closed
    },
  }

  async function closeInOrder(): Promise<void> {
    chat.close()
    try {
      await Promise.allSettled([engine.close(), models.close(), folders.close(), hardware.close()])
    } finally {
      await dispatcher.destroy().catch(() => undefined)
      store.close()
    }
  }
}
