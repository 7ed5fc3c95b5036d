import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** Stands between client and server on this machine, so that a test can cut the line. */
export type CuttableProxy = {
  port: number
  /** How many connections came in so far. */
  connections(): number
  /** Resets every connection, without a goodbye. */
  cut(): void
}

export async function startProxy(serverPort: number): Promise<CuttableProxy> {
  const open = new Set<Socket>()
  let connections = 0
  const proxy = createServer((client) => {
    connections += 1
    const server = connect(serverPort, '127.0.0.1')
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      open.add(from)
      from.on('error', () => to.destroy())
      from.on('close', () => {
        open.delete(from)
        to.destroy()
      })
      from.pipe(to)
    }
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const cut = () => {
    for (const socket of open) socket.destroy()
  }
  onTestFinished(() => {
    cut()
    proxy.close()
  })
  return { port: (proxy.address() as AddressInfo).port, connections: () => connections, cut }
}
