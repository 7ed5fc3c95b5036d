import koffi from 'koffi'
import { describe, expect, it } from 'vitest'
import { checkedDefaults } from '../../../../../main/engine/lab/llama/checked-defaults.ts'
import { quantizeDefaultsSchema, quantizeParams } from '../../../../../main/engine/lab/llama/quantize-params.ts'

const checked = (defaults: unknown) => checkedDefaults('llama_model_quantize_params', quantizeDefaultsSchema, defaults)

const known = {
  nthread: 0,
  ftype: 7,
  output_tensor_type: 43,
  token_embedding_type: 43,
  allow_requantize: false,
  quantize_output_tensor: true,
  only_copy: false,
  pure: false,
  keep_split: false,
  dry_run: false,
  imatrix: null,
  kv_overrides: null,
  tt_overrides: null,
  prune_layers: null,
  max_buf_size: 8 * 1024 ** 3,
}

describe('the parameters of llama_model_quantize', () => {
  it('are taken where the library’s own are those that are known', () => {
    expect(checked({ ...known, spare: new Uint8Array(256) })).toMatchObject(known)
  })

  it.each<[string, object]>([
    ['a number that moved', { ftype: 0, output_tensor_type: 7 }],
    ['a type more', { output_tensor_type: 44, token_embedding_type: 44 }],
    ['a flag more before the others', { quantize_output_tensor: false, only_copy: true }],
    ['a pointer where none should be', { imatrix: 0x200000000n }],
    ['another size at the end', { max_buf_size: 0x7f5500000000n }],
  ])('are refused for %s', (_, change) => {
    expect(() => checked({ ...known, ...change })).toThrow(
      expect.objectContaining({
        code: 'LAB_LIBRARY_MISMATCH',
        detail: expect.stringContaining(Object.keys(change)[0] ?? ''),
      }),
    )
  })

  it('are refused as a library lays them out that has a field more', () => {
    const other = koffi.struct({
      more: 'int32_t',
      nthread: 'int32_t',
      ftype: 'int',
      types: koffi.array('int', 2),
      flags: koffi.array('bool', 6),
    })
    const bytes = Buffer.alloc(koffi.sizeof(quantizeParams))
    koffi.encode(bytes, 0, other, {
      more: 0,
      nthread: 0,
      ftype: 7,
      types: [43, 43],
      flags: [false, true, false, false, false, false],
    })
    expect(() => checked(koffi.decode(bytes, quantizeParams))).toThrow(
      expect.objectContaining({ code: 'LAB_LIBRARY_MISMATCH' }),
    )
  })
})
