import { connectPort, connectWebSocket, type WattleConnection } from './connections.ts'
import { isDesktopPage, receivePort } from './message-port.ts'

export type { WattleConnection } from './connections.ts'

/** Connects to the Wattle behind this page: over the preload's port in the desktop shell, else over the web shell's WebSocket. */
export const connect = async (): Promise<WattleConnection> => {
  if (isDesktopPage()) return connectPort(await receivePort())
  const address = new URL('api', document.baseURI)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  address.search = ''
  address.hash = ''
  return connectWebSocket(address.href)
}
