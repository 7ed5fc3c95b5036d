import { expect, it } from 'vitest'
import { QuantizeLog } from '../../../../main/engine/lab/quantize-log.ts'

it('tells from the pieces of llama.cpp’s log how far it is, what fell back, and why it ended', () => {
  const seen: number[] = []
  const log = new QuantizeLog((progress) => seen.push(progress))
  expect(log).toMatchObject({ tensorCount: 0, fallbackTensors: 0, failure: null })
  for (const text of [
    'warning: blk.0.attn_k.weight - ncols 576 not divisible by 256 (required for type q4_K) ',
    '-> falling back to q5_0\n',
    '[   1/ 272] output_norm.weight - [   576,      1], type =    f32, ',
    'size =    0.002 MiB\n',
    '[ 137/ 272] blk.15.ffn_up.weight - [ 576, 1536, 1, 1], type = f16, ',
    'converting to q5_0 .. ',
    'llama_model_quantize_impl: WARNING: 180 of 272 tensor(s) required fallback quantization\n',
    'llama_model_quantize: failed to quantize: basic_ios::clear: iostream error\n',
  ]) {
    log.take(text)
  }
  expect(seen).toEqual([0, 0.5])
  expect(log).toMatchObject({ tensorCount: 272, fallbackTensors: 180, failure: 'basic_ios::clear: iostream error' })
})
