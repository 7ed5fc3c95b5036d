import type { ModelDetails, TensorTypeSummary } from '#contract/models.ts'
import type { BoundedReader } from './bounded-reader.ts'
import { quoted } from './metadata.ts'
import { tensorTypes } from './tensor-types.ts'

export type TensorEntry = ModelDetails['tensors'][number]

/** What the list of tensors adds up to. */
export type TensorSummary = {
  tensorCount: number
  parameterCount: number
  /** Bytes from the start of the first tensor to the end of the last, the padding between them included. */
  dataBytes: number
  /** The largest share of the bytes first. */
  tensorTypes: readonly TensorTypeSummary[]
  /** Elements of tensors with two dimensions and more, by the name of their type. */
  elementsByType: ReadonlyMap<string, number>
  /**
   * Quantized tensors whose rows no block of 256 divides, the embeddings and the output left out, for which llama.cpp has rules of their own: in
   * a quantization of such blocks they have another type.
   */
  unevenTensors: number
  /** Each of them in the file's order; empty where they were not asked for. */
  entries: readonly TensorEntry[]
}

/** The largest models have some thousands of tensors. */
const tensorCountLimit = 131_072
/** ggml's own limits. */
const nameLimitBytes = 63
const dimensionLimit = 4
/** No model file is larger than 64 TiB. */
const dataLimitBytes = 2 ** 46

type ReadOptions = { alignment: number; keepsEntries: boolean }

/** Reads the list of tensors, by the rules of llama.cpp's own reader. Faults: MODEL_FILE_CORRUPT, MODEL_FILE_TRUNCATED. */
export async function readTensors(
  reader: BoundedReader,
  count: number,
  { alignment, keepsEntries }: ReadOptions,
): Promise<TensorSummary> {
  if (count > tensorCountLimit) throw reader.corrupt(`the header claims ${count} tensors`)
  const names = new Set<string>()
  const types = new Map<string, TensorTypeSummary>()
  const elementsByType = new Map<string, number>()
  const entries: TensorEntry[] = []
  let parameterCount = 0
  let unevenTensors = 0
  let dataBytes = 0
  let nextOffset = 0
  for (let index = 0; index < count; index += 1) {
    const { text: name, truncated } = await reader.string(`the name of tensor ${index}`, nameLimitBytes)
    if (truncated) throw reader.corrupt(`tensor ${index} has a name of more than ${nameLimitBytes} bytes`)
    if (names.has(name)) throw reader.corrupt(`the tensor ${quoted(name)} appears twice`)
    names.add(name)

    const { elements, offset, ...tensor } = await readTensor(reader, name)
    if (offset !== nextOffset) {
      throw reader.corrupt(`the tensor ${quoted(name)} starts at ${offset}, not at ${nextOffset}`)
    }
    parameterCount += elements
    // The last tensor need not be padded.
    dataBytes = nextOffset + tensor.sizeBytes
    nextOffset += Math.ceil(tensor.sizeBytes / alignment) * alignment
    if (dataBytes > dataLimitBytes) throw reader.corrupt(`the tensors up to ${quoted(name)} take ${dataBytes} bytes`)
    addToSummary(types, { type: tensor.type, tensorCount: 1, elementCount: elements, sizeBytes: tensor.sizeBytes })
    if (tensor.dimensions.length > 1) {
      elementsByType.set(tensor.type, (elementsByType.get(tensor.type) ?? 0) + elements)
    }
    if (isUneven(tensor)) unevenTensors += 1
    if (keepsEntries) entries.push(tensor)
  }
  return {
    tensorCount: count,
    parameterCount,
    dataBytes,
    tensorTypes: largestFirst(types),
    elementsByType,
    unevenTensors,
    entries,
  }
}

/** The tensors of all files of a split model as those of one. */
export function joinTensors(parts: readonly TensorSummary[]): TensorSummary {
  const types = new Map<string, TensorTypeSummary>()
  const elementsByType = new Map<string, number>()
  for (const part of parts) {
    for (const summary of part.tensorTypes) addToSummary(types, summary)
    for (const [type, elements] of part.elementsByType) {
      elementsByType.set(type, (elementsByType.get(type) ?? 0) + elements)
    }
  }
  const sum = (key: 'tensorCount' | 'parameterCount' | 'dataBytes' | 'unevenTensors') =>
    parts.reduce((total, part) => total + part[key], 0)
  return {
    tensorCount: sum('tensorCount'),
    parameterCount: sum('parameterCount'),
    dataBytes: sum('dataBytes'),
    tensorTypes: largestFirst(types),
    elementsByType,
    unevenTensors: sum('unevenTensors'),
    entries: parts.flatMap((part) => part.entries),
  }
}

/** Stored as they are, and not in blocks. */
const plainTypes: ReadonlySet<string> = new Set(['F32', 'F16', 'BF16', 'F64'])

function isUneven({ name, type, dimensions }: TensorEntry): boolean {
  if (dimensions.length < 2 || plainTypes.has(type)) return false
  return (dimensions[0] ?? 0) % 256 !== 0 && name !== 'token_embd.weight' && name !== 'output.weight'
}

function addToSummary(types: Map<string, TensorTypeSummary>, more: TensorTypeSummary): void {
  const known = types.get(more.type)
  types.set(more.type, {
    type: more.type,
    tensorCount: (known?.tensorCount ?? 0) + more.tensorCount,
    elementCount: (known?.elementCount ?? 0) + more.elementCount,
    sizeBytes: (known?.sizeBytes ?? 0) + more.sizeBytes,
  })
}

function largestFirst(types: ReadonlyMap<string, TensorTypeSummary>): TensorTypeSummary[] {
  return [...types.values()].toSorted((a, b) => b.sizeBytes - a.sizeBytes)
}

type Tensor = TensorEntry & { elements: number; offset: number }

async function readTensor(reader: BoundedReader, name: string): Promise<Tensor> {
  const dimensionCount = await reader.u32()
  if (dimensionCount > dimensionLimit) {
    throw reader.corrupt(`the tensor ${quoted(name)} has ${dimensionCount} dimensions`)
  }
  const dimensions: number[] = []
  let elements = 1
  for (let index = 0; index < dimensionCount; index += 1) {
    const length = await reader.u64(`a dimension of the tensor ${quoted(name)}`)
    dimensions.push(length)
    elements *= length
    if (elements > dataLimitBytes) throw reader.corrupt(`the tensor ${quoted(name)} has ${elements} elements`)
  }
  const typeNumber = await reader.u32()
  const type = tensorTypes.get(typeNumber)
  if (type === undefined) throw reader.corrupt(`the tensor ${quoted(name)} has the unknown type ${typeNumber}`)
  const rowElements = dimensions[0] ?? 1
  if (rowElements % type.blockElements !== 0) {
    throw reader.corrupt(
      `the tensor ${quoted(name)} has rows of ${rowElements} elements, not whole blocks of ${type.name}`,
    )
  }
  const sizeBytes = (elements / type.blockElements) * type.blockBytes
  const offset = await reader.u64(`the offset of the tensor ${quoted(name)}`)
  return { name, type: type.name, dimensions, sizeBytes, elements, offset }
}
