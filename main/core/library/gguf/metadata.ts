import type { BoundedReader } from './bounded-reader.ts'

export type MetadataValue = string | number | boolean | readonly number[]

/** The part of a header's key-value pairs that Wattle reads, and the length of each array. */
export type Metadata = {
  values: ReadonlyMap<string, MetadataValue>
  arrayLengths: ReadonlyMap<string, number>
}

/** Real headers have some fifty keys; a count above this is not believed. */
const keyCountLimit = 16_384
const keyKeptBytes = 256
const stringKeptBytes = 1024
const keptArrayLength = 4096

/** Keys that are kept, apart from `general.` and `split.`: what follows the architecture's name. */
const keptSuffixes = new Set([
  'context_length',
  'embedding_length',
  'block_count',
  'vocab_size',
  'attention.head_count',
  'attention.head_count_kv',
  'attention.key_length',
  'attention.value_length',
  'attention.key_length_mla',
])

const arrayType = 9
const stringType = 8
/** Bytes of each scalar type by its number in the file. */
const scalarBytes: ReadonlyMap<number, number> = new Map([
  [0, 1],
  [1, 1],
  [2, 2],
  [3, 2],
  [4, 4],
  [5, 4],
  [6, 4],
  [7, 1],
  [10, 8],
  [11, 8],
  [12, 8],
])

/** Reads the key-value pairs that follow the counts. What is not kept is passed over. Faults: MODEL_FILE_CORRUPT, MODEL_FILE_TRUNCATED. */
export async function readMetadata(reader: BoundedReader, count: number): Promise<Metadata> {
  if (count > keyCountLimit) throw reader.corrupt(`the header claims ${count} keys`)
  const keys = new Set<string>()
  const values = new Map<string, MetadataValue>()
  const arrayLengths = new Map<string, number>()
  for (let index = 0; index < count; index += 1) {
    const key = await reader.string(`key ${index}`, keyKeptBytes)
    if (key.text === '') throw reader.corrupt(`key ${index} is empty`)
    if (keys.has(key.text) && !key.truncated) throw reader.corrupt(`the key ${quoted(key.text)} appears twice`)
    keys.add(key.text)
    const value = await readValue(reader, key.text, arrayLengths)
    if (value !== null && !key.truncated && isKept(key.text)) values.set(key.text, value)
  }
  return { values, arrayLengths }
}

async function readValue(
  reader: BoundedReader,
  key: string,
  arrayLengths: Map<string, number>,
): Promise<MetadataValue | null> {
  const type = await reader.u32()
  if (type === stringType) return (await reader.string(quoted(key), stringKeptBytes)).text
  if (type !== arrayType) return await readScalar(reader, type, key)

  const elementType = await reader.u32()
  const length = await reader.u64(`the length of ${quoted(key)}`)
  arrayLengths.set(key, length)
  if (elementType === stringType) {
    await reader.skipStrings(length, quoted(key))
    return null
  }
  const elementBytes = scalarBytes.get(elementType)
  if (elementBytes === undefined) throw reader.corrupt(`${quoted(key)} is an array of type ${elementType}`)
  if (!isKept(key) || length > keptArrayLength) {
    await reader.skip(length * elementBytes, quoted(key))
    return null
  }
  const numbers: number[] = []
  for (let index = 0; index < length; index += 1) numbers.push(Number(await readScalar(reader, elementType, key)))
  return numbers
}

async function readScalar(reader: BoundedReader, type: number, key: string): Promise<number | boolean> {
  switch (type) {
    case 0:
      return await reader.u8()
    case 1:
      return ((await reader.u8()) << 24) >> 24
    case 2:
      return await reader.u16()
    case 3:
      return ((await reader.u16()) << 16) >> 16
    case 4:
      return await reader.u32()
    case 5:
      return (await reader.u32()) | 0
    case 6:
      return await reader.f32()
    case 7:
      return (await reader.u8()) !== 0
    case 10:
      return await reader.u64(quoted(key))
    case 11:
      return await reader.i64()
    case 12:
      return await reader.f64()
    default:
      throw reader.corrupt(`${quoted(key)} has the unknown type ${type}`)
  }
}

function isKept(key: string): boolean {
  if (key.startsWith('general.') || key.startsWith('split.')) return true
  return keptSuffixes.has(key.slice(key.indexOf('.') + 1)) || key === 'tokenizer.chat_template'
}

/** A name out of the file for a message: short, and without control characters. */
export function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 80))
}
