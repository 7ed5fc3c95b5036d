import type { ByteSource } from '../../main/core/library/gguf/bounded-reader.ts'

/** A file in memory; behind its content there is nothing but zeros, up to whatever size it is said to have. */
export function memorySource(content: Buffer): ByteSource {
  return {
    async read(buffer, offset, length, position) {
      buffer.fill(0, offset, offset + length)
      buffer.set(content.subarray(position, position + length), offset)
      return { bytesRead: length }
    },
  }
}
