import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { ApiContext } from '../api/base.ts'
import { listRendererFiles } from '../shell/renderer-files.ts'
import type { Access } from './access.ts'
import { createSite } from './site.ts'
import { attachSockets } from './sockets.ts'

type WebServerOptions = {
  access: Access
  context: ApiContext
  rendererFolder: string
  /** The ports to try, in order; 0 takes any free one. */
  ports: number[]
}

/** A web shell that listens. */
export type WebServer = { port: number; close(): Promise<void> }

/** Serves the interface and the contract on this machine's loopback address alone. Rejects where no port is free. */
export async function startWebServer({ access, context, rendererFolder, ports }: WebServerOptions): Promise<WebServer> {
  const site = createSite({ access, context, readFile: listRendererFiles(rendererFolder) })
  // A model may take an hour to arrive: who sends nothing for a while is cut off by the route itself.
  const server = createServer({ requestTimeout: 0 }, getRequestListener(site.fetch, { overrideGlobalObjects: false }))
  const closeSockets = attachSockets(server, { access, context })
  const port = await listen(server, ports)
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        closeSockets()
        server.closeAllConnections()
      }),
  }
}

async function listen(server: ReturnType<typeof createServer>, [port, ...others]: number[]): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  server.once('error', reject)
  server.listen({ host: '127.0.0.1', port }, () => {
    const address = server.address()
    resolve(address !== null && typeof address === 'object' ? address.port : 0)
  })
  try {
    return await promise
  } catch (error) {
    if (others.length === 0) throw error
    return listen(server, others)
  } finally {
    server.off('error', reject)
  }
}
