import { type GgufTensor, writeGguf } from './gguf-writer.ts'

export type MatrixEntry = { name: string; values: readonly number[]; counts: readonly number[] }

/** A matrix in the old format, of which each entry has one count. */
export function legacyMatrix(entries: readonly MatrixEntry[], chunks: number | null = 7): Buffer {
  const parts = [int(entries.length)]
  for (const { name, values, counts } of entries) {
    parts.push(int(Buffer.byteLength(name)), Buffer.from(name), int(counts[0] ?? 0), int(values.length), floats(values))
  }
  if (chunks !== null) parts.push(int(chunks), int(3), Buffer.from('txt'))
  return Buffer.concat(parts)
}

/** A matrix as llama-imatrix writes it now; `without` leaves a key out. */
export function ggufMatrix(entries: readonly MatrixEntry[], without: string | null = null): Buffer {
  const tensors = entries.flatMap(({ name, values, counts }): GgufTensor[] => [
    {
      name: `${name}.in_sum2`,
      dimensions: [values.length],
      typeNumber: 0,
      data: floats(values),
    },
    { name: `${name}.counts`, dimensions: [1, counts.length], typeNumber: 0, data: floats(counts) },
  ])
  const keys = [
    ['general.type', { type: 'string', value: 'imatrix' }],
    ['imatrix.datasets', { type: 'strings', value: ['text.txt'] }],
    ['imatrix.chunk_count', { type: 'u32', value: 7 }],
    ['imatrix.chunk_size', { type: 'u32', value: 512 }],
  ] as const
  return writeGguf({ metadata: keys.filter(([key]) => key !== without), tensors })
}

function int(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeInt32LE(value)
  return buffer
}

function floats(values: readonly number[]): Buffer {
  return Buffer.from(new Float32Array(values).buffer)
}
