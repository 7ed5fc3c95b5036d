import { RPCHandler } from '@orpc/server/message-port'
import { type IpcMainEvent, ipcMain, MessageChannelMain } from 'electron'
import type { ApiContext } from '../api/base.ts'
import { router } from '../api/router.ts'
import { isAppUrl } from './app-scheme.ts'

/** Gives each page of the app that asks, through the preload, a port of its own that carries the contract. */
export function serveApiPorts(context: ApiContext): void {
  const handler = new RPCHandler(router)
  ipcMain.on('wattle:connect', (event) => {
    const frame = event.senderFrame
    if (!frame || !isOwnPage(event)) return
    const { port1, port2 } = new MessageChannelMain()
    handler.upgrade(port1, { context })
    port1.start()
    frame.postMessage('wattle:port', null, [port2])
  })
}

/** Only the top frame of one of our windows may ask: no frame within it, and no page that it was led to. */
function isOwnPage({ sender, senderFrame }: IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isAppUrl(senderFrame.url)
}
