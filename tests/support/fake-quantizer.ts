import { writeFile } from 'node:fs/promises'
import { fileTypes } from '../../main/core/library/gguf/quantization-name.ts'
import type { QuantizeOrder, QuantizeOutcome, Quantizer } from '../../main/core/ports/quantizer.ts'
import { type GgufValue, writeGguf } from './gguf-writer.ts'
import { tinyGgufContent } from './tiny-gguf.ts'

type Making = { order: QuantizeOrder; signal: AbortSignal; onProgress: (progress: number) => void }

/** Writes tiny models in place of quantizing, at once or when the test says so. */
export class FakeQuantizer implements Quantizer {
  /** In order. */
  readonly orders: QuantizeOrder[] = []
  /** What happens in place of a file. */
  make: (making: Making) => Promise<QuantizeOutcome> = writeTiny

  quantize(
    order: QuantizeOrder,
    { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: number) => void },
  ): Promise<QuantizeOutcome> {
    this.orders.push(order)
    return this.make({ order, signal, onProgress })
  }
}

/** A tiny model whose header says that it is of the type, and what it comes from. */
export async function writeTiny({ order, onProgress }: Making): Promise<QuantizeOutcome> {
  onProgress(0.5)
  await writeFile(order.targetPath, quantizedTiny(order))
  return { durationMs: 12, tensorCount: 21, fallbackTensors: 14 }
}

/** Writes a part of a file, and goes on until it is cancelled. */
export async function writeUntilCancelled({ order, signal, onProgress }: Making): Promise<QuantizeOutcome> {
  await writeFile(order.targetPath, quantizedTiny(order).subarray(0, 5000))
  onProgress(0.25)
  const { promise, reject } = Promise.withResolvers<QuantizeOutcome>()
  signal.addEventListener('abort', () => reject(signal.reason))
  if (signal.aborted) reject(signal.reason)
  return promise
}

export function quantizedTiny({ type, keys }: Pick<QuantizeOrder, 'type' | 'keys'>): Buffer {
  const content = tinyGgufContent({ format: type === 'F16' ? 'F16' : 'Q4_0' })
  const number = [...fileTypes].find(([, [name]]) => name === type)?.[0] ?? 0
  return writeGguf({
    ...content,
    metadata: [
      ...content.metadata.filter(([key]) => key !== 'general.file_type'),
      ['general.file_type', { type: 'u32', value: number }],
      ...keys.map(({ key, value }): [string, GgufValue] => [key, headerValue(value)]),
    ],
  })
}

function headerValue(value: string | number): GgufValue {
  return typeof value === 'number' ? { type: 'u32', value } : { type: 'string', value }
}
