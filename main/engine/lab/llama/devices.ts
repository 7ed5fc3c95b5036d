import type { Llama } from './open-llama.ts'

/** A device that one of ggml's backends offers. */
export type Device = { description: string; isGpu: boolean; freeBytes(): number }

/** `enum ggml_backend_dev_type`: the CPU, a GPU with its own memory, one with the system's, what speeds the CPU up. */
const gpuTypes: readonly unknown[] = [1, 2]

/** In ggml's own order. */
export function listDevices({ ggml, ggmlBase }: Llama): Device[] {
  const count = ggml.func('ggml_backend_dev_count', 'size_t', [])
  const get = ggml.func('ggml_backend_dev_get', 'void *', ['size_t'])
  const typeOf = ggmlBase.func('ggml_backend_dev_type', 'int', ['void *'])
  const descriptionOf = ggmlBase.func('ggml_backend_dev_description', 'str', ['void *'])
  const memory = ggmlBase.func('ggml_backend_dev_memory', 'void', ['void *', 'size_t *', 'size_t *'])
  return Array.from({ length: Number(count()) }, (_, index) => {
    const device: unknown = get(index)
    return {
      description: String(descriptionOf(device)),
      isGpu: gpuTypes.includes(typeOf(device)),
      freeBytes: () => {
        const free = new BigUint64Array(1)
        memory(device, free, new BigUint64Array(1))
        return Number(free[0])
      },
    }
  })
}

/** The backends by their names, such as CPU or CUDA. */
export function listBackends({ ggml, ggmlBase }: Llama): string[] {
  const count = ggml.func('ggml_backend_reg_count', 'size_t', [])
  const get = ggml.func('ggml_backend_reg_get', 'void *', ['size_t'])
  const nameOf = ggmlBase.func('ggml_backend_reg_name', 'str', ['void *'])
  return Array.from({ length: Number(count()) }, (_, index) => String(nameOf(get(index))))
}
