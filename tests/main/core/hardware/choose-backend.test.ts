import { describe, expect, it } from 'vitest'
import { chooseBackend } from '../../../../main/core/hardware/choose-backend.ts'
import { backendOfReport } from '../../../../main/probes/backend-of-report.ts'
import { type ProbeFixtureName, probeFixture } from '../../../support/probe-fixtures.ts'

const backendsOf = (name: ProbeFixtureName) => probeFixture(name).reports.map(backendOfReport)

describe('unasked', () => {
  it.each([
    ['linux-cpu-only', 'cpu', 'only-cpu-found', {}],
    // A Vulkan that runs on the CPU is slower than llama.cpp's own CPU code, and no failure either.
    ['linux-software-vulkan', 'cpu', 'only-cpu-found', {}],
    // Both can drive the GPU; CUDA is faster.
    ['linux-cuda', 'cuda', 'gpu-found', { gpuName: 'NVIDIA GeForce RTX 4090', gpuCount: 1 }],
    ['linux-cuda-two-gpus', 'cuda', 'gpu-found', { gpuName: 'NVIDIA GeForce RTX 3090', gpuCount: 2 }],
    ['windows-vulkan', 'vulkan', 'gpu-found', { gpuName: 'Radeon RX 580 Series', gpuCount: 1 }],
    ['linux-vulkan-integrated', 'vulkan', 'gpu-found', {}],
    ['mac-metal', 'metal', 'gpu-found', { gpuName: 'Apple M4 Max' }],
    // Silent fallback to the CPU is what users of other apps complain of most.
    [
      'linux-cuda-broken',
      'cpu',
      'gpu-failed',
      { requested: 'cuda', problem: expect.stringContaining('driver version') },
    ],
    ['linux-cuda-crash', 'cpu', 'gpu-failed', { requested: 'cuda', problem: 'Crashed with SIGSEGV' }],
  ] as const)('%s gets %s, since %s', (name, backend, reason, params) => {
    expect(chooseBackend(backendsOf(name), null)).toMatchObject({ backend, reason, params })
  })

  it('a Vulkan with nothing but a software renderer is not taken for a GPU', () => {
    const device = {
      name: 'llvmpipe (LLVM 19.1.7, 256 bits)',
      vramTotalBytes: 1,
      vramFreeBytes: 1,
      unifiedMemory: true,
    }
    const backends = [{ id: 'vulkan', status: 'available', problem: null, devices: [device] }] as const
    expect(
      chooseBackend(
        backends.map((backend) => ({ ...backend, devices: [...backend.devices] })),
        null,
      ).backend,
    ).toBe('cpu')
  })

  it('a machine of which nothing is known gets the CPU', () => {
    expect(chooseBackend([], null)).toEqual({ backend: 'cpu', reason: 'only-cpu-found', params: { backend: 'cpu' } })
  })
})

describe('the user', () => {
  it('overrules a GPU with the CPU, and CUDA with Vulkan', () => {
    expect(chooseBackend(backendsOf('linux-cuda'), 'cpu')).toMatchObject({ backend: 'cpu', reason: 'chosen-by-user' })
    expect(chooseBackend(backendsOf('linux-cuda'), 'vulkan')).toMatchObject({
      backend: 'vulkan',
      reason: 'chosen-by-user',
    })
  })

  it('who wants what is not there gets the best of the rest, with the reason', () => {
    expect(chooseBackend(backendsOf('linux-cuda'), 'metal')).toMatchObject({
      backend: 'cuda',
      reason: 'user-choice-unavailable',
      params: { requested: 'metal', backend: 'cuda' },
    })
    expect(chooseBackend(backendsOf('linux-cuda-broken'), 'cuda')).toMatchObject({
      backend: 'cpu',
      reason: 'user-choice-unavailable',
      params: { requested: 'cuda', problem: expect.stringContaining('driver version') },
    })
  })
})
