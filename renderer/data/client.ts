import { connectPort, connectWebSocket, type WattleConnection } from './connections.ts'
import { isElectron, receivePort } from './message-port.ts'

export type { WattleConnection } from './connections.ts'

/** Connects to the Wattle behind this page: over the preload's port in Electron, else over the web shell's WebSocket. */
export const connect = async (): Promise<WattleConnection> => {
  if (isElectron()) return connectPort(await receivePort())
  const address = new URL('api', document.baseURI)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  address.search = ''
  address.hash = ''
  return connectWebSocket(address.href)
}
