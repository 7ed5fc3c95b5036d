import { appRouter } from './app.ts'
import { api } from './base.ts'
import { chatRouter } from './chat.ts'
import { conversationsRouter } from './conversations.ts'
import { engineRouter } from './engine.ts'
import { hardwareRouter } from './hardware.ts'
import { modelsRouter } from './models.ts'
import { settingsRouter } from './settings.ts'

/** The whole contract, implemented. Every transport carries this one router. */
export const router = api.router({
  app: appRouter,
  chat: chatRouter,
  conversations: conversationsRouter,
  engine: engineRouter,
  hardware: hardwareRouter,
  models: modelsRouter,
  settings: settingsRouter,
})
