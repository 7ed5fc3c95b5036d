import { describe, expect, it } from 'vitest'
import { refused } from '../../../../main/engine/lab/create-context.ts'
import { LabLog } from '../../../../main/engine/lab/lab-log.ts'

const error = 4

/** What a refusal becomes after llama.cpp has said so. */
function refusedAfter(line: string) {
  const log = new LabLog(() => undefined)
  log.take(error, `${line}\n`)
  return refused({ path: '/models/tiny.gguf', log })
}

// The bug: who has too little memory is told to change the parameters, or the other way round.
describe('what llama.cpp would not do', () => {
  it.each([
    'llama_init_from_model: failed to initialize the context: std::bad_alloc',
    'ggml_backend_cuda_buffer_type_alloc_buffer: allocating 512.00 MiB on device 0: cudaMalloc failed: out of memory',
    'ggml_gallocr_reserve_n: failed to allocate CPU buffer of size 1099511627776',
    'ggml_vulkan: Device memory allocation of size 1073741824 failed. ErrorOutOfDeviceMemory',
  ])('is for want of memory where it says so: %s', (line) => {
    expect(refusedAfter(line)).toMatchObject({
      code: 'OUT_OF_MEMORY',
      params: { fileName: 'tiny.gguf' },
      detail: `llama.cpp made no context\n${line}`,
    })
  })

  it('is for the parameters otherwise, in its own words', () => {
    const line = 'llama_init_from_model: quantized V cache requires flash_attn to be enabled'
    expect(refusedAfter(line)).toMatchObject({
      code: 'LAB_PARAMETERS_REFUSED',
      params: { label: 'tiny.gguf' },
      detail: expect.stringContaining(line),
    })
  })
})
