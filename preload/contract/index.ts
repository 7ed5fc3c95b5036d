import type { ContractRouterClient } from '@orpc/contract'
import { appContract } from './app.ts'
import { chatContract } from './chat.ts'
import { conversationsContract } from './conversations.ts'
import { engineContract } from './engine.ts'
import { hardwareContract } from './hardware.ts'
import { modelsContract } from './models.ts'
import { settingsContract } from './settings.ts'

/** All that an interface can ask of Wattle. One router implements it; every transport carries it. */
export const contract = {
  app: appContract,
  chat: chatContract,
  conversations: conversationsContract,
  engine: engineContract,
  hardware: hardwareContract,
  models: modelsContract,
  settings: settingsContract,
}

/** What a client of the contract looks like, over any transport. */
export type WattleClient = ContractRouterClient<typeof contract>
