import koffi, { type TypeObject } from 'koffi'
import { beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { checkBatch } from '../../../../../main/engine/lab/llama/batch.ts'
import { checkedDefaults } from '../../../../../main/engine/lab/llama/checked-defaults.ts'
import {
  contextDefaultsSchema,
  contextParams,
  defaultContextParams,
} from '../../../../../main/engine/lab/llama/context-params.ts'
import {
  defaultModelParams,
  modelDefaultsSchema,
  modelParams,
} from '../../../../../main/engine/lab/llama/model-params.ts'
import { type Llama, openLlama } from '../../../../../main/engine/lab/llama/open-llama.ts'
import { defaultThreadpoolParams } from '../../../../../main/engine/lab/llama/threadpool-params.ts'

// The bug: a llama.cpp whose structures are laid out in another way is called all the same, and measures nonsense or dies.
let llama: Llama
beforeAll(() => {
  llama = openLlama('cpu', () => undefined)
})

/** The layout as another release may have it: one field more before a field of this one. */
function withFieldBefore(structure: TypeObject, field: string): TypeObject {
  const members = Object.entries(structure.members ?? {})
  return koffi.struct(
    Object.fromEntries(
      members.flatMap(([name, { type }]) =>
        name === field
          ? [
              ['added', 'uint64_t'],
              [name, type],
            ]
          : [[name, type]],
      ),
    ),
  )
}

/** Behind the last field that is not zero, nothing shows a shift, and none of it is ever set. */
const structures: [string, string, TypeObject, z.ZodType, string[]][] = [
  [
    'llama_model_params',
    'llama_model_default_params',
    modelParams,
    modelDefaultsSchema,
    ['no_host', 'no_alloc', 'load_mtp'],
  ],
  [
    'llama_context_params',
    'llama_context_default_params',
    contextParams,
    contextDefaultsSchema,
    ['kv_unified', 'samplers', 'n_samplers', 'ctx_other'],
  ],
]

describe('the layout of what llama.cpp takes', () => {
  it('is that of the packaged library', () => {
    expect(defaultModelParams(llama)).toMatchObject({ n_gpu_layers: -1, use_extra_bufts: true })
    expect(defaultContextParams(llama)).toMatchObject({ n_batch: 2048, offload_kqv: true })
    expect(defaultThreadpoolParams(llama, 3)).toMatchObject({ n_threads: 3, poll: 50 })
    expect(() => checkBatch(llama)).not.toThrow()
  })

  it.each(structures)(
    '%s is refused where it differs, and the refusal says in what',
    (name, call, layout, schema, lastZeros) => {
      const fields = Object.keys(layout.members ?? {}).filter((field) => field !== 'spare')
      const believed = fields.filter((field) => {
        const defaults: unknown = llama.llama.func(call, withFieldBefore(layout, field), [])()
        try {
          checkedDefaults(name, schema, defaults)
          return true
        } catch (error) {
          expect(error).toMatchObject({ code: 'LAB_LIBRARY_MISMATCH', detail: expect.stringContaining(`${name}: `) })
          return false
        }
      })
      expect(believed).toEqual(lastZeros)
    },
  )
})
