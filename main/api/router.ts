import { appRouter } from './app.ts'
import { api } from './base.ts'
import { blindTestRouter } from './blind-test.ts'
import { catalogRouter } from './catalog.ts'
import { chatRouter } from './chat.ts'
import { conversationsRouter } from './conversations.ts'
import { costRouter } from './cost.ts'
import { downloadsRouter } from './downloads.ts'
import { engineRouter } from './engine.ts'
import { foldersRouter } from './folders.ts'
import { hardwareRouter } from './hardware.ts'
import { hubRouter } from './hub.ts'
import { labRouter } from './lab.ts'
import { meterRouter } from './meter.ts'
import { modelsRouter } from './models.ts'
import { profilesRouter } from './profiles.ts'
import { quantizeRouter } from './quantize.ts'
import { settingsRouter } from './settings.ts'

/** The whole contract, implemented. Every transport carries this one router. */
export const router = api.router({
  app: appRouter,
  blindTest: blindTestRouter,
  catalog: catalogRouter,
  chat: chatRouter,
  conversations: conversationsRouter,
  cost: costRouter,
  downloads: downloadsRouter,
  engine: engineRouter,
  folders: foldersRouter,
  hardware: hardwareRouter,
  hub: hubRouter,
  lab: labRouter,
  meter: meterRouter,
  models: modelsRouter,
  profiles: profilesRouter,
  quantize: quantizeRouter,
  settings: settingsRouter,
})
