import koffi from 'koffi'
import type { HeaderKey } from '../../../core/ports/quantizer.ts'

const textBytes = 128
/** `enum llama_model_kv_override_type`. */
const tags = { number: 0, text: 3 } as const

/** `struct llama_model_kv_override`, of whose union these two are used. */
const override = koffi.struct({
  tag: 'int',
  key: koffi.array('char', textBytes),
  value: koffi.union({ number: 'int64_t', text: koffi.array('char', textBytes) }),
})
const valueOffset = koffi.offsetof(override, 'value')
const keyOffset = koffi.offsetof(override, 'key')

/** Keys as llama.cpp takes them, one after the other, an empty one at the end. A text that is too long is cut. */
export function encodeOverrides(keys: readonly HeaderKey[]): Buffer {
  const size = koffi.sizeof(override)
  const buffer = Buffer.alloc(size * (keys.length + 1))
  for (const [index, { key, value }] of keys.entries()) {
    const start = index * size
    buffer.writeInt32LE(typeof value === 'number' ? tags.number : tags.text, start)
    // The last byte stays zero.
    buffer.write(key, start + keyOffset, textBytes - 1)
    if (typeof value === 'number') buffer.writeBigInt64LE(BigInt(value), start + valueOffset)
    else buffer.write(value, start + valueOffset, textBytes - 1)
  }
  return buffer
}
