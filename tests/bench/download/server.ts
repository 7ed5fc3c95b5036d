import { createHash, randomFillSync } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'

// A process of its own: serves one file of random bytes out of memory, as fast as the loopback takes it. Its argument is the size.
// The first line that it writes is JSON: the address and the hash.

const content = Buffer.alloc(Number(process.argv[2]))
for (let start = 0; start < content.length; start += 2 ** 30) {
  randomFillSync(content, start, Math.min(2 ** 30, content.length - start))
}

const server = createServer((socket) => {
  let head = ''
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    head += chunk.toString('latin1')
    for (let end = head.indexOf('\r\n\r\n'); end >= 0; end = head.indexOf('\r\n\r\n')) {
      answer(socket, head.slice(0, end))
      head = head.slice(end + 4)
    }
  })
})

function answer(socket: Socket, head: string): void {
  const range = /^range: bytes=(\d+)-(\d+)/im.exec(head)
  const start = range ? Number(range[1]) : 0
  const end = range ? Math.min(content.length, Number(range[2]) + 1) : content.length
  const lines = [
    range ? 'HTTP/1.1 206 Partial Content' : 'HTTP/1.1 200 OK',
    'etag: "bench"',
    ...(range ? [`content-range: bytes ${start}-${end - 1}/${content.length}`] : []),
    `content-length: ${end - start}`,
  ]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  socket.write(content.subarray(start, end))
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  const sha256 = createHash('sha256').update(content).digest('hex')
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}/model.gguf`, sha256 })}\n`)
})
