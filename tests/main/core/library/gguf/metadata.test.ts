import { expect, it } from 'vitest'
import { readGguf } from '../../../../../main/core/library/gguf/read-gguf.ts'
import { type GgufValue, writeGguf } from '../../../../support/gguf-writer.ts'
import { memorySource } from '../../../../support/memory-source.ts'
import { tinyGgufContent } from '../../../../support/tiny-gguf.ts'

async function metadataWith(more: readonly (readonly [string, GgufValue])[]) {
  const { metadata, tensors } = tinyGgufContent({ layers: 1 })
  const content = writeGguf({ metadata: [...metadata, ...more], tensors })
  const options = { sizeBytes: content.length, fileName: 'model.gguf', keepsEntries: false }
  return (await readGguf(memorySource(content), options)).metadata
}

// Sixteen thousand keys of four thousand numbers each filled the memory.
it('keeps a few numbers of arrays, however many arrays there are', async () => {
  const value = Array.from({ length: 4096 }, () => 1)
  const more = Array.from({ length: 40 }, (_, index): [string, GgufValue] => [
    `a${index}.attention.head_count_kv`,
    { type: 'i32s', value },
  ])
  const { values, arrayLengths } = await metadataWith(more)
  const kept = [...values.values()].filter((one) => Array.isArray(one))
  expect(kept).toHaveLength(16)
  expect(arrayLengths.get('a39.attention.head_count_kv')).toBe(4096)
})

it('keeps what Wattle knows, and shows nothing where nobody looks', async () => {
  const { values, entries, template } = await metadataWith([
    ['llama.unheard_of', { type: 'u32', value: 1 }],
    ['llama.attention.sliding_window_pattern', { type: 'i32s', value: Array.from({ length: 5000 }, () => 1) }],
    ['general.finetune', { type: 'string', value: 'x'.repeat(5000) }],
  ])
  expect(values.has('llama.attention.sliding_window_pattern')).toBe(false)
  expect(values.has('llama.unheard_of')).toBe(false)
  expect(values.get('general.finetune')).toBe('x'.repeat(1024))
  expect(entries).toEqual([])
  expect(template?.source).toContain('<|im_start|>')
})
