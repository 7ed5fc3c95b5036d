import { createRouterClient } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { onTestFinished } from 'vitest'
import type { WattleClient } from '#contract/index.ts'
import { router } from '../../main/api/router.ts'
import { connectPort, connectWebSocket } from '../../renderer/data/connections.ts'
import type { TestContext } from '../support/test-core.ts'
import { startTestWebServer } from '../support/test-web-server.ts'

type Transport = { name: string; connect(context: TestContext): Promise<WattleClient> }

/** Each way of the contract from an interface to the core: the same router, and the clients that the renderer uses. */
export const transports: Transport[] = [
  {
    name: 'in process',
    connect: async (context) => createRouterClient(router, { context }),
  },
  {
    name: 'MessagePort',
    connect: async (context) => {
      const { port1, port2 } = new MessageChannel()
      new RPCHandler(router).upgrade(port1, { context })
      port1.start()
      onTestFinished(() => port1.close())
      return connectPort(port2).client
    },
  },
  {
    name: 'WebSocket',
    connect: async (context) => {
      const { socketUrl } = await startTestWebServer(context)
      const { client, close } = connectWebSocket(socketUrl)
      onTestFinished(close)
      return client
    },
  },
]
