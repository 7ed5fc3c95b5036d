import type { BoundedReader } from './bounded-reader.ts'

export type MetadataValue = string | number | boolean | readonly number[]

/** A value of the key-value part, as far as it was asked for. */
export type ReadValue = {
  /** As the format calls it: `uint32`, `string`, `float32[]`. */
  type: string
  /** null where it was not to be kept, or is nothing that a number holds exactly. */
  value: MetadataValue | null
  /** The start of it as text, for people. */
  shown: string
  isCut: boolean
  /** Elements of an array; null for all else. */
  length: number | null
}

type ReadOptions = {
  /** The longest array of numbers that is wanted as `value`; one of more than some thousands is never kept. */
  keptNumbers: number
  /** How much text is shown at most; 0 where nobody looks. */
  shownCharacters: number
}

const keptTextLength = 1024
const keptArrayLength = 4096
const shownElements = 16
const shownElementCharacters = 100
const utf8BytesPerCharacter = 4

/** The number of the type of a text. */
export const stringType = 8
const arrayType = 9

type Scalar = number | boolean | bigint
type ScalarType = { name: string; bytes: number; read: (view: DataView, at: number) => Scalar }

/** The types that have a fixed size, by their number in the file. */
const scalarTypes: ReadonlyMap<number, ScalarType> = new Map<number, ScalarType>([
  [0, { name: 'uint8', bytes: 1, read: (view, at) => view.getUint8(at) }],
  [1, { name: 'int8', bytes: 1, read: (view, at) => view.getInt8(at) }],
  [2, { name: 'uint16', bytes: 2, read: (view, at) => view.getUint16(at, true) }],
  [3, { name: 'int16', bytes: 2, read: (view, at) => view.getInt16(at, true) }],
  [4, { name: 'uint32', bytes: 4, read: (view, at) => view.getUint32(at, true) }],
  [5, { name: 'int32', bytes: 4, read: (view, at) => view.getInt32(at, true) }],
  [6, { name: 'float32', bytes: 4, read: (view, at) => view.getFloat32(at, true) }],
  [7, { name: 'bool', bytes: 1, read: (view, at) => view.getUint8(at) !== 0 }],
  [10, { name: 'uint64', bytes: 8, read: (view, at) => view.getBigUint64(at, true) }],
  [11, { name: 'int64', bytes: 8, read: (view, at) => view.getBigInt64(at, true) }],
  [12, { name: 'float64', bytes: 8, read: (view, at) => view.getFloat64(at, true) }],
])

/** Reads the value after its type. What is neither kept nor shown is passed over. Faults: MODEL_FILE_CORRUPT, MODEL_FILE_TRUNCATED. */
export async function readValue(
  reader: BoundedReader,
  type: number,
  what: string,
  options: ReadOptions,
): Promise<ReadValue> {
  if (type === stringType) return await readText(reader, what, options)
  if (type === arrayType) return await readArray(reader, what, options)
  const scalar = scalarTypes.get(type)
  if (scalar === undefined) throw reader.corrupt(`${what} has the unknown type ${type}`)
  const value = scalar.read(await reader.view(scalar.bytes, what), 0)
  const shown = shownScalar(value, scalar.name).slice(0, options.shownCharacters)
  return { type: scalar.name, value: plainValue(value), shown, isCut: false, length: null }
}

async function readText(reader: BoundedReader, what: string, { shownCharacters }: ReadOptions): Promise<ReadValue> {
  const keepBytes = Math.max(keptTextLength, shownCharacters) * utf8BytesPerCharacter
  const { text, truncated } = await reader.string(what, keepBytes)
  const shown = cut(text, shownCharacters)
  return {
    type: 'string',
    value: cut(text, keptTextLength),
    shown,
    isCut: truncated || shown.length < text.length,
    length: null,
  }
}

async function readArray(reader: BoundedReader, what: string, options: ReadOptions): Promise<ReadValue> {
  const elementType = await reader.u32()
  const length = await reader.u64(`the length of ${what}`)
  const result = { value: null, shown: '', isCut: length > 0, length }
  if (elementType === stringType) {
    const { shown, isCut } = await readStrings(reader, length, what, options.shownCharacters)
    return { ...result, type: 'string[]', shown, isCut }
  }
  const scalar = scalarTypes.get(elementType)
  if (scalar === undefined) throw reader.corrupt(`${what} is an array of type ${elementType}`)
  const isKept = length <= Math.min(keptArrayLength, options.keptNumbers)
  const readCount = Math.min(length, isKept ? length : options.shownCharacters > 0 ? shownElements : 0)
  const view = await reader.view(readCount * scalar.bytes, what)
  const values = Array.from({ length: readCount }, (_, index) => scalar.read(view, index * scalar.bytes))
  await reader.skip((length - readCount) * scalar.bytes, what)
  const words = values.slice(0, shownElements).map((value) => shownScalar(value, scalar.name))
  const shown = cut(words.join(', '), options.shownCharacters)
  return {
    type: `${scalar.name}[]`,
    value: isKept ? values.map(Number) : null,
    shown,
    isCut: length > words.length || shown.length < words.join(', ').length,
    length,
  }
}

async function readStrings(
  reader: BoundedReader,
  length: number,
  what: string,
  shownCharacters: number,
): Promise<{ shown: string; isCut: boolean }> {
  const readCount = shownCharacters > 0 ? Math.min(length, shownElements) : 0
  const words: string[] = []
  let isCut = readCount < length
  for (let index = 0; index < readCount; index += 1) {
    const { text, truncated } = await reader.string(what, shownElementCharacters * utf8BytesPerCharacter)
    const word = cut(text, shownElementCharacters)
    isCut ||= truncated || word.length < text.length
    words.push(JSON.stringify(word))
  }
  await reader.skipStrings(length - readCount, what)
  const all = words.join(', ')
  const shown = cut(all, shownCharacters)
  return { shown, isCut: isCut || shown.length < all.length }
}

function plainValue(value: Scalar): number | boolean | null {
  if (typeof value !== 'bigint') return value
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : null
}

/** A 32-bit float has about seven digits; what comes after them is the rounding of a 64-bit one. */
function shownScalar(value: Scalar, typeName: string): string {
  return String(typeName === 'float32' ? Number(Number(value).toPrecision(7)) : value)
}

/** The start of a text, not ending within a surrogate pair. */
export function cut(text: string, characters: number): string {
  if (text.length <= characters) return text
  const last = text.charCodeAt(characters - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? characters - 1 : characters)
}
