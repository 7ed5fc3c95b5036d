import type { BoundedReader } from './bounded-reader.ts'
import { quoted } from './metadata.ts'
import { tensorTypes } from './tensor-types.ts'

/** What the list of tensors adds up to. */
export type TensorSummary = {
  parameterCount: number
  /** Bytes from the start of the first tensor to the end of the last, the padding between them included. */
  dataBytes: number
  /** Elements of tensors with two dimensions and more, by the name of their type. */
  elementsByType: ReadonlyMap<string, number>
}

/** The largest models have some thousands of tensors. */
const tensorCountLimit = 131_072
/** ggml's own limits. */
const nameLimitBytes = 63
const dimensionLimit = 4
/** No model file is larger than 64 TiB. */
const dataLimitBytes = 2 ** 46

/** Reads the list of tensors, by the rules of llama.cpp's own reader. Faults: MODEL_FILE_CORRUPT, MODEL_FILE_TRUNCATED. */
export async function readTensors(reader: BoundedReader, count: number, alignment: number): Promise<TensorSummary> {
  if (count > tensorCountLimit) throw reader.corrupt(`the header claims ${count} tensors`)
  const names = new Set<string>()
  const elementsByType = new Map<string, number>()
  let parameterCount = 0
  let dataBytes = 0
  let nextOffset = 0
  for (let index = 0; index < count; index += 1) {
    const { text: name, truncated } = await reader.string(`the name of tensor ${index}`, nameLimitBytes)
    if (truncated) throw reader.corrupt(`tensor ${index} has a name of more than ${nameLimitBytes} bytes`)
    if (names.has(name)) throw reader.corrupt(`the tensor ${quoted(name)} appears twice`)
    names.add(name)

    const tensor = await readTensor(reader, name)
    if (tensor.offset !== nextOffset) {
      throw reader.corrupt(`the tensor ${quoted(name)} starts at ${tensor.offset}, not at ${nextOffset}`)
    }
    parameterCount += tensor.elements
    // The last tensor need not be padded.
    dataBytes = nextOffset + tensor.bytes
    nextOffset += Math.ceil(tensor.bytes / alignment) * alignment
    if (dataBytes > dataLimitBytes) throw reader.corrupt(`the tensors up to ${quoted(name)} take ${dataBytes} bytes`)
    if (tensor.dimensions > 1) {
      elementsByType.set(tensor.typeName, (elementsByType.get(tensor.typeName) ?? 0) + tensor.elements)
    }
  }
  return { parameterCount, dataBytes, elementsByType }
}

type Tensor = { elements: number; bytes: number; dimensions: number; typeName: string; offset: number }

async function readTensor(reader: BoundedReader, name: string): Promise<Tensor> {
  const dimensions = await reader.u32()
  if (dimensions > dimensionLimit) throw reader.corrupt(`the tensor ${quoted(name)} has ${dimensions} dimensions`)
  let elements = 1
  let rowElements = 1
  for (let dimension = 0; dimension < dimensions; dimension += 1) {
    const length = await reader.u64(`a dimension of the tensor ${quoted(name)}`)
    if (dimension === 0) rowElements = length
    elements *= length
    if (elements > dataLimitBytes) throw reader.corrupt(`the tensor ${quoted(name)} has ${elements} elements`)
  }
  const typeNumber = await reader.u32()
  const type = tensorTypes.get(typeNumber)
  if (type === undefined) throw reader.corrupt(`the tensor ${quoted(name)} has the unknown type ${typeNumber}`)
  if (rowElements % type.blockElements !== 0) {
    throw reader.corrupt(
      `the tensor ${quoted(name)} has rows of ${rowElements} elements, not whole blocks of ${type.name}`,
    )
  }
  const bytes = (elements / type.blockElements) * type.blockBytes
  const offset = await reader.u64(`the offset of the tensor ${quoted(name)}`)
  return { elements, bytes, dimensions, typeName: type.name, offset }
}
