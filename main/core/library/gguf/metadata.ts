import { createHash } from 'node:crypto'
import type { ModelDetails } from '#contract/models.ts'
import { quantizedFromKey } from '../quantized-from.ts'
import type { BoundedReader } from './bounded-reader.ts'
import { cut, type MetadataValue, readValue, stringType } from './metadata-value.ts'

/** A chat template: a program that the file brings along. */
export type Template = {
  source: string
  /** True where the source is only the start of it: no real one has that length. */
  isCut: boolean
  /** Of all its bytes. */
  sha256: string
}

export type MetadataEntry = ModelDetails['metadata'][number]

/** What a header's key-value pairs say. */
export type Metadata = {
  /** Those that Wattle knows. */
  values: ReadonlyMap<string, MetadataValue>
  arrayLengths: ReadonlyMap<string, number>
  template: Template | null
  /** All of them in the file's order, for people; empty where they were not asked for. */
  entries: readonly MetadataEntry[]
}

/** Real headers have some fifty keys; a count above this is not believed. */
const keyCountLimit = 16_384
const keyKeptBytes = 256
const shownCharacters = 2000
/** What all values together may show: a hostile file has many long ones. */
const shownCharactersOfAll = 4_000_000
/** What all arrays together may keep: a number for each layer is some hundreds. */
const keptNumbersOfAll = 65_536
const templateKeptBytes = 1024 * 1024
/** Where nobody reads the template, its start tells whether it is blank. */
const templateStartBytes = 1024
const templateKey = 'tokenizer.chat_template'

const keptKeys = new Set([
  'general.architecture',
  'general.alignment',
  'general.file_type',
  'general.name',
  'general.basename',
  'general.organization',
  'general.size_label',
  'general.finetune',
  'general.license',
  'split.no',
  'split.count',
  'split.tensors.count',
  quantizedFromKey,
])

/** What follows the architecture's name in those that are kept. */
const keptSuffixes = new Set([
  'context_length',
  'embedding_length',
  'block_count',
  'vocab_size',
  'expert_count',
  'expert_used_count',
  'attention.head_count',
  'attention.head_count_kv',
  'attention.key_length',
  'attention.value_length',
  'attention.key_length_mla',
  'attention.key_length_swa',
  'attention.value_length_swa',
  'attention.sliding_window',
  'attention.sliding_window_pattern',
  'attention.shared_kv_layers',
])

/** Reads the key-value pairs that follow the counts. What is not kept is passed over. Faults: MODEL_FILE_CORRUPT, MODEL_FILE_TRUNCATED. */
export async function readMetadata(reader: BoundedReader, count: number, keepsEntries: boolean): Promise<Metadata> {
  if (count > keyCountLimit) throw reader.corrupt(`the header claims ${count} keys`)
  const keys = new Set<string>()
  const values = new Map<string, MetadataValue>()
  const arrayLengths = new Map<string, number>()
  const entries: MetadataEntry[] = []
  let template: Template | null = null
  let left = keepsEntries ? shownCharactersOfAll : 0
  let leftNumbers = keptNumbersOfAll
  for (let index = 0; index < count; index += 1) {
    const { text: key, truncated } = await reader.string(`key ${index}`, keyKeptBytes)
    if (key === '') throw reader.corrupt(`key ${index} is empty`)
    if (keys.has(key) && !truncated) throw reader.corrupt(`the key ${quoted(key)} appears twice`)
    keys.add(key)
    const type = await reader.u32()
    const limit = Math.min(left, shownCharacters)
    let entry: Omit<MetadataEntry, 'key'>
    if (key === templateKey && type === stringType) {
      template = await readTemplate(reader, keepsEntries ? templateKeptBytes : templateStartBytes)
      const shown = cut(template.source, limit)
      entry = { type: 'string', value: shown, isCut: shown.length < template.source.length, length: null }
    } else {
      const isKept = !truncated && isKeptKey(key)
      const keptNumbers = isKept ? leftNumbers : 0
      const read = await readValue(reader, type, quoted(key), { keptNumbers, shownCharacters: limit })
      if (isKept && read.value !== null) values.set(key, read.value)
      if (Array.isArray(read.value)) leftNumbers -= read.value.length
      if (read.length !== null && !truncated) arrayLengths.set(key, read.length)
      entry = { type: read.type, value: read.shown, isCut: read.isCut, length: read.length }
    }
    left -= entry.value.length
    if (keepsEntries) entries.push({ key, ...entry })
  }
  return { values, arrayLengths, template, entries }
}

async function readTemplate(reader: BoundedReader, keepBytes: number): Promise<Template> {
  const hash = createHash('sha256')
  const kept: Buffer[] = []
  let keptBytes = 0
  const lengthBytes = await reader.stringPieces('the chat template', (bytes) => {
    hash.update(bytes)
    const part = bytes.subarray(0, keepBytes - keptBytes)
    // The piece lies in the reader's window, which moves on.
    if (part.length > 0) kept.push(Buffer.from(part))
    keptBytes += part.length
  })
  return {
    source: Buffer.concat(kept).toString('utf8'),
    isCut: keptBytes < lengthBytes,
    sha256: hash.digest('hex'),
  }
}

function isKeptKey(key: string): boolean {
  return keptKeys.has(key) || keptSuffixes.has(key.slice(key.indexOf('.') + 1))
}

/** A name out of the file for a message: short, and without control characters. */
export function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 80))
}
