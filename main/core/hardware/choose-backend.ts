import type { Backend, BackendId, GpuDevice, Hardware } from '#contract/hardware.ts'

/** The fastest first, where a machine has several. */
const preference: readonly BackendId[] = ['metal', 'cuda', 'vulkan']

/**
 * The backend to load models on, and why.
 * @param wanted the user's choice; null leaves it to Wattle
 */
export function chooseBackend(backends: readonly Backend[], wanted: BackendId | null): Hardware['chosen'] {
  const own = chooseUnasked(backends)
  if (wanted === null) return own
  const found = backends.find((backend) => backend.id === wanted)
  if (wanted === 'cpu' || found?.status === 'available') {
    return { backend: wanted, reason: 'chosen-by-user', params: { backend: wanted, ...deviceParams(found) } }
  }
  return {
    backend: own.backend,
    reason: 'user-choice-unavailable',
    params: { ...own.params, backend: own.backend, requested: wanted, problem: found?.problem ?? 'not found' },
  }
}

function chooseUnasked(backends: readonly Backend[]): Hardware['chosen'] {
  for (const id of preference) {
    const backend = backends.find((candidate) => candidate.id === id)
    if (backend && canCarryAModel(backend)) {
      return { backend: id, reason: 'gpu-found', params: { backend: id, ...deviceParams(backend) } }
    }
  }
  const failed = backends.find((backend) => backend.id !== 'cpu' && backend.status === 'failed')
  if (failed) {
    const params = { backend: 'cpu', requested: failed.id, problem: failed.problem ?? '' }
    return { backend: 'cpu', reason: 'gpu-failed', params }
  }
  return { backend: 'cpu', reason: 'only-cpu-found', params: { backend: 'cpu' } }
}

/**
 * Vulkan also runs on the CPU (llvmpipe, SwiftShader, lavapipe), far slower than llama.cpp's own CPU code: a machine with nothing
 * else must not get it unasked. Nor is a backend without any device of use.
 */
function canCarryAModel(backend: Backend): boolean {
  return backend.status === 'available' && backend.devices.some((device) => !isSoftwareRenderer(device))
}

function isSoftwareRenderer(device: GpuDevice): boolean {
  return /llvmpipe|lavapipe|swiftshader|software rasterizer|basic render/i.test(device.name)
}

function deviceParams(backend: Backend | undefined): Record<string, string | number> {
  const devices = backend?.devices ?? []
  const largest = devices.toSorted((a, b) => (b.vramTotalBytes ?? 0) - (a.vramTotalBytes ?? 0))[0]
  if (!largest) return {}
  return { gpuName: largest.name, gpuCount: devices.length }
}
