import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink as MessagePortLink } from '@orpc/client/message-port'
import { ClientRetryPlugin, type ClientRetryPluginContext } from '@orpc/client/plugins'
import { RPCLink as WebSocketLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { WebSocket as ReconnectingWebSocket } from 'partysocket'
import type { contract } from '#contract/index.ts'
import { type ConnectionStatusStore, createConnectionStatus } from './connection-status.ts'

/** The contract as the interface calls it. */
export type WattleConnection = {
  client: ContractRouterClient<typeof contract, ClientRetryPluginContext>
  status: ConnectionStatusStore
}

const streams = new Set(['watch', 'follow', 'samples', 'changes'])

/**
 * Streams begin again after a lost connection, from the last event that arrived; what the server refused is not asked again.
 * Other calls are not repeated: a message must not be sent twice.
 */
const createRetryPlugin = () =>
  new ClientRetryPlugin<ClientRetryPluginContext>({
    default: {
      retry: ({ path }) => (streams.has(path.at(-1) ?? '') ? Number.POSITIVE_INFINITY : 0),
      retryDelay: ({ attemptIndex }) => Math.min(250 * 2 ** Math.min(attemptIndex, 4), 2000),
      shouldRetry: ({ error }) => !(error instanceof ORPCError),
    },
  })

/** Connects over a MessagePort. It lives as long as the window: there is nothing to reconnect. */
export const connectPort = (
  port: Pick<MessagePort, 'addEventListener' | 'postMessage' | 'start'>,
): WattleConnection => {
  const status = createConnectionStatus()
  const link = new MessagePortLink<ClientRetryPluginContext>({ port, plugins: [createRetryPlugin()] })
  port.addEventListener('close', () => status.setState('lost', true))
  port.start()
  status.setState('open', true)
  return { client: createORPCClient(link), status }
}

/** Connects over a WebSocket that opens again by itself, sooner when the page is seen or the machine is online again. */
export const connectWebSocket = (address: string): WattleConnection & { close: () => void } => {
  const status = createConnectionStatus()
  const socket = new ReconnectingWebSocket(address, [], {
    minReconnectionDelay: 200,
    maxReconnectionDelay: 3000,
    reconnectionDelayGrowFactor: 1.6,
    connectionTimeout: 5000,
  })
  socket.addEventListener('open', () => status.setState('open', true))
  socket.addEventListener('close', () => {
    if (status.getState() === 'open') status.setState('lost', true)
  })
  const link = new WebSocketLink<ClientRetryPluginContext>({
    // partysocket says `number` where the DOM says `0 | 1 | 2 | 3`.
    websocket: socket as typeof socket & Pick<WebSocket, 'readyState'>,
    plugins: [createRetryPlugin()],
  })
  return { client: createORPCClient(link), status, close: () => socket.close() }
}
