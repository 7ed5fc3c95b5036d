import type { Socket } from 'node:net'

/** So much can be read in one go where it is there: many times what Node reads, with as many times fewer turns of its loop. */
const bufferBytes = 512 * 1024
/** Of those that wait to be used again, no more are kept while files come. */
const keptBuffers = 160
/** And no more than these when a file has come. */
const keptIdleBuffers = 32

const free: Buffer[] = []
const own = new WeakSet<ArrayBufferLike>()

/**
 * How sockets read: into large buffers that are used again, and that other threads can look at. New ones for each read would keep the garbage collector busy for a tenth of a
 * fast download's time.
 */
export const readIntoOwnBuffers = {
  highWaterMark: bufferBytes,
  onread: {
    buffer: takeBuffer,
    callback(this: Socket, bytesRead: number, buffer: Uint8Array): boolean {
      const read = Buffer.from(buffer.buffer, buffer.byteOffset, bytesRead)
      // What comes slowly comes in small pieces, none of which may hold a whole buffer.
      if (bytesRead >= bufferBytes / 8) return this.push(read)
      const copy = Buffer.from(read)
      giveBack(read)
      return this.push(copy)
    },
  },
}

/** Whether a piece lies in memory that another thread can read as it is. */
export function isShared(bytes: Buffer): boolean {
  return own.has(bytes.buffer)
}

/** These bytes have been used, and nobody looks at them again. Only for a body of a known length: each read is one piece of it. */
export function giveBack(bytes: Buffer): void {
  if (own.has(bytes.buffer) && free.length < keptBuffers) free.push(Buffer.from(bytes.buffer))
}

/** Lets go of the memory that only a fast download needs. */
export function dropSpareBuffers(): void {
  free.length = Math.min(free.length, keptIdleBuffers)
}

function takeBuffer(): Buffer {
  const kept = free.pop()
  if (kept !== undefined) return kept
  const buffer = Buffer.from(new SharedArrayBuffer(bufferBytes))
  own.add(buffer.buffer)
  return buffer
}
