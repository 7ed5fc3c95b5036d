import { createHash } from 'node:crypto'
import { openSync, readSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import type { HashAnswer, HashOrder } from './prefix-hash.ts'

// A thread of its own: hashes a file in order, as far as it was told that the file is there. What it is given from memory it need not read.

/** It tells how far it is in steps of at least this. */
const toldStepBytes = 4 * 1024 * 1024

const file = openSync(String(workerData), 'r')
const hash = createHash('sha256')
const buffer = Buffer.allocUnsafeSlow(1024 * 1024)
let position = 0
let toldBytes = 0

function hashUpTo(end: number): void {
  while (position < end) {
    const bytesRead = readSync(file, buffer, 0, Math.min(buffer.length, end - position), position)
    if (bytesRead === 0) throw new Error(`the file ends at ${position}, before ${end}`)
    hash.update(buffer.subarray(0, bytesRead))
    position += bytesRead
  }
}

parentPort?.on('message', (order: HashOrder) => {
  const inMemory = order.pieces.reduce((sum, piece) => sum + piece.length, 0)
  hashUpTo(order.end - inMemory)
  for (const piece of order.pieces) hash.update(piece)
  position = order.end
  if (!order.isWhole && position - toldBytes < toldStepBytes) return
  toldBytes = position
  const answer: HashAnswer = { hashedBytes: position, sha256: order.isWhole ? hash.digest('hex') : null }
  parentPort?.postMessage(answer)
})
