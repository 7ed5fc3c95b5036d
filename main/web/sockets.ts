import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { RPCHandler } from '@orpc/server/ws'
import { type WebSocket, WebSocketServer } from 'ws'
import type { ApiContext } from '../api/base.ts'
import { router } from '../api/router.ts'
import type { Access } from './access.ts'
import { checkRequest, type Refusal } from './guard.ts'
import { noAccess, plainPage } from './pages.ts'

/** A file of runs, of 32 million characters: three bytes each at most, but for the quotation marks and line ends, which are escaped. */
const maxMessageBytes = 110_000_000
/** A client that asks on while so much waits to be read by it is not listened to until it has read. */
const maxUnreadBytes = 8_000_000
/** A peer that does not answer for so long is gone: a laptop that was closed, a tunnel that was cut. */
const heartbeatMs = 30_000
/** How long a client may take to say goodbye when the server ends. */
const farewellMs = 250

type SocketOptions = { access: Access; context: ApiContext }

/** Carries the contract over WebSockets of `/api`. Returns the way to end them all. */
export function attachSockets(server: Server, { access, context }: SocketOptions): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false })
  const handler = new RPCHandler(router)

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const refusal = checkUpgrade(request, access)
    if (refusal) refuseUpgrade(stream, refusal)
    else sockets.handleUpgrade(request, stream, head, (socket) => sockets.emit('connection', socket, request))
  })

  const answered = new WeakSet<WebSocket>()
  sockets.on('connection', (socket) => {
    answered.add(socket)
    socket.on('pong', () => answered.add(socket))
    serveSocket(socket, handler, context)
  })
  const heartbeat = setInterval(() => {
    for (const socket of sockets.clients) {
      if (answered.delete(socket)) socket.ping()
      else socket.terminate()
    }
  }, heartbeatMs)
  heartbeat.unref()

  return () => {
    clearInterval(heartbeat)
    const open = [...sockets.clients]
    for (const socket of open) socket.close(1001)
    setTimeout(() => {
      for (const socket of open) socket.terminate()
    }, farewellMs)
    sockets.close()
  }
}

/** A browser shows its cookie and its Origin; a program of the user's own, which has no Origin, may bring the token instead. */
function checkUpgrade(request: IncomingMessage, access: Access): Refusal | null {
  const refusal = checkRequest(request)
  if (refusal) return refusal
  const { cookie, host = '', origin } = request.headers
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
  const isBrowser = origin !== undefined && access.isSession(cookie, host)
  return pathname === '/api' && (isBrowser || access.isToken(searchParams.get('token'))) ? null : noAccess
}

function refuseUpgrade(stream: Duplex, refusal: Refusal): void {
  const body = plainPage(refusal)
  const head = [
    `HTTP/1.1 ${refusal.status} Refused`,
    'Connection: close',
    'Content-Type: text/html; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  stream.on('error', () => stream.destroy())
  stream.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function serveSocket(socket: WebSocket, handler: RPCHandler<ApiContext>, context: ApiContext): void {
  socket.on('error', () => socket.terminate())
  socket.on('message', () => {
    if (socket.bufferedAmount > maxUnreadBytes) socket.pause()
  })
  // A stream takes its next value when this one has left for the network: a slow reader slows its streams down, and they merge what
  // it missed, instead of piling up here.
  const send = (data: Parameters<WebSocket['send']>[0]) =>
    new Promise<void>((resolve) => {
      socket.send(data, () => {
        if (socket.isPaused && socket.bufferedAmount < maxUnreadBytes) socket.resume()
        resolve()
      })
    })
  void handler.upgrade({ addEventListener: socket.addEventListener.bind(socket), send }, { context })
}
