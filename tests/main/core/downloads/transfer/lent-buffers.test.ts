import { expect, it } from 'vitest'
import { LentBuffers } from '../../../../../main/core/downloads/transfer/lent-buffers.ts'
import { readIntoOwnBuffers } from '../../../../../main/core/network/read-buffers.ts'

const { buffer: takeBuffer } = readIntoOwnBuffers.onread
const blockBytes = takeBuffer().length

/** Lends one buffer as the block of this number. */
function lend(lent: LentBuffers, index: number): Buffer {
  const buffer = takeBuffer()
  lent.add([index * blockBytes, (index + 1) * blockBytes], [buffer])
  return buffer
}

function starts(blocks: readonly { start: number }[]): number[] {
  return blocks.map(({ start }) => start / blockBytes)
}

// The bug: bytes of a later piece hashed in the place of earlier ones, since they came earlier.
it('hands out in the order of the file what lies before the first gap, each once', () => {
  const lent = new LentBuffers()
  for (const index of [2, 0, 1, 4]) lend(lent, index)
  expect(starts(lent.takeUpTo(3 * blockBytes))).toEqual([0, 1, 2])
  expect(starts(lent.takeUpTo(4 * blockBytes))).toEqual([])
  expect(starts(lent.takeUpTo(5 * blockBytes))).toEqual([4])
})

// The bug: a socket that reads over bytes that are still to be hashed.
it('gives a buffer back to the network only when it has been hashed', () => {
  const lent = new LentBuffers()
  const first = lend(lent, 0)
  const second = lend(lent, 1)
  lent.takeUpTo(2 * blockBytes)
  expect([first.buffer, second.buffer]).not.toContain(takeBuffer().buffer)
  lent.giveBackUpTo(blockBytes)
  expect(takeBuffer().buffer).toBe(first.buffer)
  expect(takeBuffer().buffer).not.toBe(second.buffer)
  lent.giveBackUpTo(2 * blockBytes)
  expect(takeBuffer().buffer).toBe(second.buffer)
})

// The bug: a whole model in memory, since the piece that all others wait for comes slowly.
it('keeps no more than 64 MB, and takes more again when that has been hashed', () => {
  const lent = new LentBuffers()
  const most = (64 * 1024 * 1024) / blockBytes
  for (let index = 0; index < most; index += 1) lend(lent, index)
  const tooMuch = lend(lent, most)
  expect(takeBuffer().buffer).toBe(tooMuch.buffer)
  expect(lent.takeUpTo((most + 1) * blockBytes)).toHaveLength(most)
  lent.giveBackUpTo(most * blockBytes)
  lend(lent, most + 1)
  expect(starts(lent.takeUpTo((most + 2) * blockBytes))).toEqual([most + 1])
})

// The bug: memory that the other thread would get a copy of, or that is not ours to use again.
it('takes nothing that another thread could not read', () => {
  const lent = new LentBuffers()
  lent.add([0, 5], [Buffer.from('bytes')])
  expect(lent.takeUpTo(5)).toEqual([])
})
