import { expect, test } from 'vitest'
import { defaultLoadOptions, type LoadedModel } from '#contract/engine.ts'
import type { BackendId } from '#contract/hardware.ts'
import type { Held } from '../../../../main/core/engine/held.ts'
import { MemoryRoom } from '../../../../main/core/engine/memory-room.ts'
import { storedModel } from '../../../support/engine-bench.ts'
import { simulated } from '../../../support/fake-estimator.ts'
import { fitBench, loadedModel, machineWith, smallModel } from '../../../support/fit-bench.ts'

const GB = 1e9
const wanted = smallModel('wanted', {
  sizeBytes: 4 * GB,
  kvElementsPerToken: { k: 30_720, v: 30_720 },
  embeddingLength: 2048,
  vocabularySize: 50_000,
})
const on = (backend: BackendId) => ({ ...defaultLoadOptions, backend })

/** A machine with so much free, and what fits there. */
function roomBench(ramBytes: number | null, vramBytes: number | null = null) {
  const bench = fitBench([wanted])
  bench.hardware.set(machineWith('cuda', { vramFreeBytes: vramBytes }))
  const ramAvailableBytes = () => (ramBytes === null ? Promise.reject(new Error('Unknown')) : Promise.resolve(ramBytes))
  return { ...bench, room: new MemoryRoom({ hardware: { state: bench.hardware, ramAvailableBytes }, fit: bench.fit }) }
}

const room = (ramBytes: number | null, vramBytes?: number) => roomBench(ramBytes, vramBytes).room

function held(sizeBytes: number, change: Partial<LoadedModel> = {}): Held {
  return { model: loadedModel('held', change), file: storedModel('held', { sizeBytes }), profile: null, asked: '' }
}

test('there is room where the model surely fits into what is free', async () => {
  expect(await room(8 * GB).hasRoomFor(wanted, on('cpu'), [])).toBe(true)
  expect(await room(4 * GB).hasRoomFor(wanted, on('cpu'), [])).toBe(false)
  // It would just fit, and everything else on the machine would be driven out.
  expect(await room(5 * GB).hasRoomFor(wanted, on('cpu'), [])).toBe(false)
})

// The badge said that it does not fit, by llama.cpp's own word, and it was put beside another one all the same.
test("llama.cpp's word about the load goes before the header's", async () => {
  const { room, fit, estimator, hardware } = roomBench(8 * GB)
  expect(await room.hasRoomFor(wanted, on('cpu'), [])).toBe(true)
  hardware.set(machineWith('cpu'))
  estimator.script = () => simulated({ weights: { ramBytes: 7.8 * GB, vramBytes: 0 } })
  await fit.estimate(wanted, defaultLoadOptions)
  expect(await room.hasRoomFor(wanted, on('cpu'), [])).toBe(false)
})

// The system counts mapped pages as available: two models of half the memory each were read from the disk for every token.
test('the mapped weights of those in memory are not free, although the system says so', async () => {
  expect(await room(8 * GB).hasRoomFor(wanted, on('cpu'), [held(3 * GB)])).toBe(false)
  expect(await room(8 * GB).hasRoomFor(wanted, on('cpu'), [held(3 * GB, { mmap: false })])).toBe(true)
  expect(await room(12 * GB).hasRoomFor(wanted, on('cpu'), [held(3 * GB)])).toBe(true)
})

test('a GPU has what the probe found, less what lies there since', async () => {
  expect(await room(32 * GB, 16 * GB).hasRoomFor(wanted, on('cuda'), [])).toBe(true)
  expect(await room(32 * GB, 16 * GB).hasRoomFor(wanted, on('cuda'), [held(14 * GB, { gpuLayers: 31 })])).toBe(false)
  expect(await room(32 * GB, 16 * GB).hasRoomFor(wanted, on('cuda'), [held(14 * GB)])).toBe(true)
})

// A long context is as large as the weights, and was not counted.
test('what lies on the GPU is what was measured there, where it was', async () => {
  const memory = { residentBytes: GB, mappedBytes: 0, vramBytes: 14 * GB, isComplete: true }
  const other = held(3 * GB, { gpuLayers: 31, memory })
  expect(await room(32 * GB, 16 * GB).hasRoomFor(wanted, on('cuda'), [other])).toBe(false)
})

test('where nothing can tell there is none', async () => {
  expect(await room(null).hasRoomFor(wanted, on('cpu'), [])).toBe(false)
  expect(await room(32 * GB).hasRoomFor(wanted, on('cuda'), [])).toBe(false)
  expect(await room(32 * GB).hasRoomFor(storedModel('unknown'), on('cpu'), [])).toBe(false)
})
