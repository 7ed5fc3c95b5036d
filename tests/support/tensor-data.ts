/** Element types that the tests can write, with ggml's numbers for the type and for a file mostly of it. */
export const tensorFormats = {
  F32: { typeNumber: 0, fileType: 0 },
  F16: { typeNumber: 1, fileType: 1 },
  Q4_0: { typeNumber: 2, fileType: 2 },
  Q8_0: { typeNumber: 8, fileType: 7 },
} as const
export type TensorFormat = keyof typeof tensorFormats

const blockElements = 32

/** The elements as ggml stores them. Quantized formats take whole blocks of 32. */
export function encodeTensor(elements: Float32Array, format: TensorFormat): Buffer {
  switch (format) {
    case 'F32':
      return Buffer.from(elements.buffer, elements.byteOffset, elements.byteLength)
    case 'F16':
      return encodeHalves(elements)
    case 'Q8_0':
      return encodeBlocks(elements, 34, (block, target) => {
        const scale = largest(block) / 127
        target.writeUInt16LE(halfBits(scale), 0)
        block.forEach((element, index) => {
          target.writeInt8(scale === 0 ? 0 : Math.round(element / scale), 2 + index)
        })
      })
    case 'Q4_0':
      return encodeBlocks(elements, 18, (block, target) => {
        const scale = largest(block) / 7
        target.writeUInt16LE(halfBits(scale), 0)
        const level = (index: number) => (scale === 0 ? 8 : Math.round((block[index] ?? 0) / scale) + 8)
        for (let index = 0; index < 16; index += 1)
          target.writeUInt8(level(index) | (level(index + 16) << 4), 2 + index)
      })
  }
}

function encodeHalves(elements: Float32Array): Buffer {
  const buffer = Buffer.alloc(elements.length * 2)
  elements.forEach((element, index) => {
    buffer.writeUInt16LE(halfBits(element), index * 2)
  })
  return buffer
}

function encodeBlocks(
  elements: Float32Array,
  blockBytes: number,
  encode: (block: Float32Array, target: Buffer) => void,
): Buffer {
  const blocks = elements.length / blockElements
  const buffer = Buffer.alloc(blocks * blockBytes)
  for (let index = 0; index < blocks; index += 1) {
    const block = elements.subarray(index * blockElements, (index + 1) * blockElements)
    encode(block, buffer.subarray(index * blockBytes, (index + 1) * blockBytes))
  }
  return buffer
}

function largest(block: Float32Array): number {
  return block.reduce((most, element) => Math.max(most, Math.abs(element)), 0)
}

/** A number as the bits of an IEEE half, cut rather than rounded; what is too small becomes zero. */
function halfBits(value: number): number {
  const bits = new DataView(new ArrayBuffer(4))
  bits.setFloat32(0, value)
  const word = bits.getUint32(0)
  const exponent = ((word >>> 23) & 0xff) - 127 + 15
  const sign = (word >>> 16) & 0x8000
  if (exponent <= 0) return sign
  if (exponent >= 31) return sign | 0x7bff
  return sign | (exponent << 10) | ((word >>> 13) & 0x3ff)
}
