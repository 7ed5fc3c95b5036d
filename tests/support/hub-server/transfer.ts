import type { IncomingMessage, ServerResponse } from 'node:http'
import { Transform, type TransformCallback } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import type { HubFaults } from './faults.ts'
import type { StoredFile } from './repository.ts'

/** Sends a file or the range of it that was asked for, as the content network does: 200, 206 or 416, with `If-Range` and HEAD. */
export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: StoredFile,
  { etag, faults, onSent }: { etag: string; faults: HubFaults; onSent: (bytes: number) => void },
): Promise<void> {
  const headers = { 'accept-ranges': 'bytes', etag, 'content-type': 'application/octet-stream' }
  const range = rangeOf(request, etag, file.sizeBytes)
  if (range === 'not-satisfiable') {
    response.writeHead(416, { ...headers, 'content-range': `bytes */${file.sizeBytes}` }).end()
    return
  }
  const { start, end } = range ?? { start: 0, end: file.sizeBytes - 1 }
  response.writeHead(range ? 206 : 200, {
    ...headers,
    'content-length': end - start + 1,
    ...(range && { 'content-range': `bytes ${start}-${end}/${file.sizeBytes}` }),
  })
  if (request.method === 'HEAD' || file.sizeBytes === 0) {
    response.end()
    return
  }
  const passage = hindered(response, faults, { cutAfterBytes: faults.takeCut(request.url ?? ''), onSent })
  // A reader that goes away is no failure of this server.
  await pipeline(file.read(start, end), passage, response).catch(() => undefined)
}

/** Passes the bytes on and counts them; slowly, or until the connection breaks off, where that was asked for. */
function hindered(
  response: ServerResponse,
  faults: HubFaults,
  { cutAfterBytes, onSent }: { cutAfterBytes: number | null; onSent: (bytes: number) => void },
): Transform {
  let leftBytes = cutAfterBytes ?? Number.POSITIVE_INFINITY
  return new Transform({
    async transform(chunk: Buffer, _encoding, done: TransformCallback) {
      for (let at = 0; at < chunk.length; ) {
        const rate = faults.bytesPerSecond
        const stepBytes = Math.min(chunk.length - at, leftBytes, rate === null ? chunk.length : Math.ceil(rate / 20))
        this.push(chunk.subarray(at, at + stepBytes))
        at += stepBytes
        onSent(stepBytes)
        leftBytes -= stepBytes
        if (rate !== null) await delay((stepBytes / rate) * 1000)
        if (leftBytes === 0) {
          // What was sent shall arrive before the connection breaks.
          await delay(20)
          response.socket?.resetAndDestroy()
          done(new Error('cut'))
          return
        }
      }
      done()
    },
  })
}

/** The one range that was asked for; null for the whole file. Several ranges at once are answered with the whole, as servers may. */
function rangeOf(
  { headers }: IncomingMessage,
  etag: string,
  sizeBytes: number,
): { start: number; end: number } | 'not-satisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '')
  if (!match || (headers['if-range'] !== undefined && headers['if-range'] !== etag)) return null
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return null
  const start = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first)
  const end = first === '' || last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1)
  return start >= sizeBytes || end < start ? 'not-satisfiable' : { start, end }
}
