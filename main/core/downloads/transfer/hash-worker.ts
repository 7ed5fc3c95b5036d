import { createHash } from 'node:crypto'
import { openSync, readSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import type { HashAnswer, HashOrder } from './prefix-hash.ts'

// A thread of its own: hashes a file in order, as far as it was told that the file is there.

const file = openSync(String(workerData), 'r')
const hash = createHash('sha256')
const buffer = Buffer.allocUnsafeSlow(1024 * 1024)
let position = 0

function hashUpTo(end: number): void {
  while (position < end) {
    const bytesRead = readSync(file, buffer, 0, Math.min(buffer.length, end - position), position)
    if (bytesRead === 0) throw new Error(`the file ends at ${position}, before ${end}`)
    hash.update(buffer.subarray(0, bytesRead))
    position += bytesRead
  }
}

parentPort?.on('message', (order: HashOrder) => {
  hashUpTo(order.end)
  if (!order.isWhole) return
  const answer: HashAnswer = { sha256: hash.digest('hex') }
  parentPort?.postMessage(answer)
})
