import { expect, test } from 'vitest'
import { defaultLoadOptions } from '#contract/engine.ts'
import type { BackendId, HardwareState } from '#contract/hardware.ts'
import type { Held } from '../../../../main/core/engine/held.ts'
import { MemoryRoom } from '../../../../main/core/engine/memory-room.ts'
import { LiveValue } from '../../../../main/core/live-value.ts'
import { storedModel } from '../../../support/engine-bench.ts'
import { someConditions } from '../../../support/messages.ts'

const GB = 1e9
const kv = { kvElementsPerToken: { k: 30_720, v: 30_720 }, embeddingLength: 2048, vocabularySize: 50_000 }
const wanted = storedModel('wanted', { sizeBytes: 4 * GB, ...kv })
const on = (backend: BackendId) => ({ ...defaultLoadOptions, backend })

function room(ramBytes: number | null, vramBytes: number | null = null) {
  const state = new LiveValue<HardwareState>({
    phase: 'known',
    hardware: {
      probedAtMs: 0,
      platform: 'linux-x64',
      osName: 'Linux',
      cpu: { model: 'CPU', physicalCores: 2, logicalCores: 2, instructionSets: [], libraryVariant: null },
      ramTotalBytes: 64 * GB,
      ramAvailableBytes: 64 * GB,
      backends: [
        {
          id: 'cuda',
          status: 'available',
          problem: null,
          devices: [{ name: 'GPU', vramTotalBytes: 24 * GB, vramFreeBytes: vramBytes, unifiedMemory: false }],
        },
      ],
      chosen: { backend: 'cpu', reason: 'only-cpu-found', params: {} },
    },
  })
  const ramAvailableBytes = () => (ramBytes === null ? Promise.reject(new Error('Unknown')) : Promise.resolve(ramBytes))
  return new MemoryRoom({ state, ramAvailableBytes })
}

function held(sizeBytes: number, { mmap = true, gpuLayers = 0 } = {}): Held {
  const { modelId, modelName, sampling: _, systemPrompt: __, ...conditions } = someConditions
  const model = {
    ...conditions,
    modelId,
    name: modelName,
    gpuLayers,
    mmap,
    batchTokens: 512,
    ubatchTokens: 512,
    mlock: false,
    trainedContextTokens: 8192,
    memory: null,
    loadMs: 1,
    fallback: null,
  }
  return { model, file: storedModel('held', { sizeBytes }), profile: null, asked: '' }
}

test('there is room where the model surely fits into what is free', async () => {
  expect(await room(8 * GB).hasRoomFor(wanted, on('cpu'), [])).toBe(true)
  expect(await room(4 * GB).hasRoomFor(wanted, on('cpu'), [])).toBe(false)
  // It would just fit, and everything else on the machine would be driven out.
  expect(await room(5 * GB).hasRoomFor(wanted, on('cpu'), [])).toBe(false)
})

// The system counts mapped pages as available: two models of half the memory each were read from the disk for every token.
test('the mapped weights of those in memory are not free, although the system says so', async () => {
  expect(await room(8 * GB).hasRoomFor(wanted, on('cpu'), [held(3 * GB)])).toBe(false)
  expect(await room(8 * GB).hasRoomFor(wanted, on('cpu'), [held(3 * GB, { mmap: false })])).toBe(true)
  expect(await room(12 * GB).hasRoomFor(wanted, on('cpu'), [held(3 * GB)])).toBe(true)
})

test('a GPU has what the probe found, less what lies there since', async () => {
  expect(await room(32 * GB, 16 * GB).hasRoomFor(wanted, on('cuda'), [])).toBe(true)
  expect(await room(32 * GB, 16 * GB).hasRoomFor(wanted, on('cuda'), [held(14 * GB, { gpuLayers: 30 })])).toBe(false)
  expect(await room(32 * GB, 16 * GB).hasRoomFor(wanted, on('cuda'), [held(14 * GB)])).toBe(true)
})

test('where nothing can tell there is none', async () => {
  expect(await room(null).hasRoomFor(wanted, on('cpu'), [])).toBe(false)
  expect(await room(32 * GB, null).hasRoomFor(wanted, on('cuda'), [])).toBe(false)
  expect(await room(32 * GB).hasRoomFor(storedModel('unknown'), on('cpu'), [])).toBe(false)
})
