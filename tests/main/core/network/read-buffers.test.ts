import { Socket } from 'node:net'
import { expect, it } from 'vitest'
import { dropSpareBuffers, giveBack, readIntoOwnBuffers } from '../../../../main/core/network/read-buffers.ts'

const { buffer: takeBuffer, callback } = readIntoOwnBuffers.onread

/** What a socket hands on after one read of so many bytes, each of them `value`. */
function read(bytes: number, value: number): Buffer {
  const socket = new Socket()
  let pushed: Buffer = Buffer.alloc(0)
  socket.push = (chunk: Buffer) => {
    pushed = chunk
    return true
  }
  const buffer = takeBuffer()
  buffer.fill(value, 0, bytes)
  callback.call(socket, bytes, buffer)
  return pushed
}

// The bug: bytes that change while they wait to be written.
it('hands on what was read, and reads nothing over it before it was given back', () => {
  const large = read(300_000, 1)
  const small = read(1400, 2)
  const next = read(400_000, 3)
  expect(large.equals(Buffer.alloc(300_000, 1))).toBe(true)
  expect(small.equals(Buffer.alloc(1400, 2))).toBe(true)
  giveBack(large)
  const reused = read(500_000, 4)
  expect(reused.buffer).toBe(large.buffer)
  expect(next.equals(Buffer.alloc(400_000, 3))).toBe(true)
})

// The bug: a slow connection, each of whose packets keeps half a megabyte.
it('keeps no large buffer for a small piece', () => {
  const pieces = Array.from({ length: 50 }, () => read(1400, 5))
  const held = new Set(pieces.map((piece) => piece.buffer))
  expect([...held].reduce((sum, { byteLength }) => sum + byteLength, 0)).toBeLessThan(500_000)
})

it('takes back nothing but its own', () => {
  const foreign = Buffer.alloc(1024 * 1024)
  giveBack(foreign)
  expect(takeBuffer().buffer).not.toBe(foreign.buffer)
})

// The bug: an app that keeps the memory of its fastest download until it quits.
it('keeps a few buffers only when told that no more are needed', () => {
  const taken = Array.from({ length: 100 }, () => takeBuffer())
  taken.forEach(giveBack)
  dropSpareBuffers()
  const before = new Set(taken.map(({ buffer }) => buffer))
  const again = Array.from({ length: 100 }, () => takeBuffer()).filter(({ buffer }) => before.has(buffer))
  expect(again).toHaveLength(32)
})
