import type { ContractRouterClient } from '@orpc/contract'
import { appContract } from './app.ts'
import { catalogContract } from './catalog.ts'
import { chatContract } from './chat.ts'
import { conversationsContract } from './conversations.ts'
import { costContract } from './cost.ts'
import { downloadsContract } from './downloads.ts'
import { engineContract } from './engine.ts'
import { foldersContract } from './folders.ts'
import { hardwareContract } from './hardware.ts'
import { hubContract } from './hub.ts'
import { blindTestContract } from './lab/blind-test.ts'
import { labContract } from './lab/lab.ts'
import { quantizeContract } from './lab/quantize.ts'
import { meterContract } from './meter.ts'
import { modelsContract } from './models.ts'
import { profilesContract } from './profiles.ts'
import { settingsContract } from './settings.ts'

/** All that an interface can ask of Wattle. One router implements it; every transport carries it. */
export const contract = {
  app: appContract,
  blindTest: blindTestContract,
  catalog: catalogContract,
  chat: chatContract,
  conversations: conversationsContract,
  cost: costContract,
  downloads: downloadsContract,
  engine: engineContract,
  folders: foldersContract,
  hardware: hardwareContract,
  hub: hubContract,
  lab: labContract,
  meter: meterContract,
  models: modelsContract,
  profiles: profilesContract,
  quantize: quantizeContract,
  settings: settingsContract,
}

/** What a client of the contract looks like, over any transport. */
export type WattleClient = ContractRouterClient<typeof contract>
