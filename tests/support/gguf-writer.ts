/** A value of the key-value part, with the type that it is written as. */
export type GgufValue =
  | { type: 'u8' | 'u16' | 'u32' | 'i32' | 'f32' | 'u64'; value: number }
  | { type: 'bool'; value: boolean }
  | { type: 'string'; value: string }
  | { type: 'strings'; value: readonly string[] }
  | { type: 'i32s' | 'u32s' | 'f32s'; value: readonly number[] }
  | { type: 'bools'; value: readonly boolean[] }

/** `dimensions` in ggml's order: the length of a row first. `typeNumber` is ggml's. */
export type GgufTensor = { name: string; dimensions: readonly number[]; typeNumber: number; data: Buffer }

/** A tensor as the header tells of it. */
export type GgufTensorPlace = Omit<GgufTensor, 'data'> & { sizeBytes: number }

export type GgufContent = {
  version?: number
  metadata: readonly (readonly [key: string, value: GgufValue])[]
  tensors: readonly GgufTensor[]
}

const alignment = 32
const typeNumbers = { u8: 0, u16: 2, u32: 4, i32: 5, f32: 6, bool: 7, string: 8, u64: 10 } as const
const elementTypes = { strings: 'string', i32s: 'i32', u32s: 'u32', f32s: 'f32', bools: 'bool' } as const

/** A whole GGUF file, version 3 unless another is asked for. */
export function writeGguf(content: GgufContent): Buffer {
  const tensors = content.tensors.map((tensor) => ({ ...tensor, sizeBytes: tensor.data.length }))
  const data = content.tensors.flatMap((tensor) => [tensor.data, ggufPadding(tensor.data.length)])
  return Buffer.concat([writeGgufHeader({ ...content, tensors }), ...data])
}

/** What comes before the tensors' data, padding included, for files that are written piece by piece. */
export function writeGgufHeader({
  version = 3,
  metadata,
  tensors,
}: Omit<GgufContent, 'tensors'> & { tensors: readonly GgufTensorPlace[] }): Buffer {
  const header = [Buffer.from('GGUF'), u32(version), u64(tensors.length), u64(metadata.length)]
  for (const [key, value] of metadata) header.push(string(key), Buffer.concat(valueParts(value)))
  let offset = 0
  for (const tensor of tensors) {
    header.push(string(tensor.name), u32(tensor.dimensions.length), ...tensor.dimensions.map(u64))
    header.push(u32(tensor.typeNumber), u64(offset))
    offset += padded(tensor.sizeBytes)
  }
  const start = Buffer.concat(header)
  return Buffer.concat([start, ggufPadding(start.length)])
}

/** What follows so many bytes of a tensor, up to where the next one begins. */
export function ggufPadding(length: number): Buffer {
  return Buffer.alloc(padded(length) - length)
}

function valueParts(value: GgufValue): Buffer[] {
  switch (value.type) {
    case 'strings':
    case 'i32s':
    case 'u32s':
    case 'f32s':
    case 'bools': {
      const type = elementTypes[value.type]
      const elements = value.value.map((element) => scalar(type, element))
      return [u32(9), u32(typeNumbers[type]), u64(elements.length), ...elements]
    }
    default:
      return [u32(typeNumbers[value.type]), scalar(value.type, value.value)]
  }
}

function scalar(type: keyof typeof typeNumbers, value: string | number | boolean): Buffer {
  if (type === 'string') return string(String(value))
  const number = Number(value)
  switch (type) {
    case 'u8':
    case 'bool':
      return Buffer.from([number])
    case 'u16': {
      const buffer = Buffer.alloc(2)
      buffer.writeUInt16LE(number)
      return buffer
    }
    case 'u32':
      return u32(number)
    case 'i32': {
      const buffer = Buffer.alloc(4)
      buffer.writeInt32LE(number)
      return buffer
    }
    case 'f32': {
      const buffer = Buffer.alloc(4)
      buffer.writeFloatLE(number)
      return buffer
    }
    case 'u64':
      return u64(number)
  }
}

function string(text: string): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([u64(bytes.length), bytes])
}

function u32(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32LE(value)
  return buffer
}

function u64(value: number): Buffer {
  const buffer = Buffer.alloc(8)
  buffer.writeBigUInt64LE(BigInt(value))
  return buffer
}

function padded(length: number): number {
  return Math.ceil(length / alignment) * alignment
}
