import { type FileHandle, open } from 'node:fs/promises'

/**
 * How the reference's log-probabilities lie in their file: a header, then a slot for each chunk at a place of its own, so that chunks can be
 * written in any order. A slot is a row for each scored position (`engine/lab/quality-row-file.ts`), then its mark, which is written last.
 * Numbers are in the order of this machine, which alone reads it.
 */
const magic = 'wattle-reference-1'
export const headerBytes = 4096
/** Before the logits of a row. */
export const rowHeadBytes = 16
const logitBytes = 4
/** At the end of a slot whose rows are all written. */
const mark = Buffer.from('complete')

/** What a file's rows belong to. */
export type ReferenceOwner = {
  textSha256: string
  contextTokens: number
  vocabularySize: number
  tokenizerHash: string
}

/** Positions of a chunk that are scored: llama-perplexity leaves out its first half, and the last has no token after it. */
export function scoredPositions(contextTokens: number): number {
  return contextTokens - Math.floor(contextTokens / 2) - 1
}

/** Bytes of one scored position. */
export function rowBytes(vocabularySize: number): number {
  return rowHeadBytes + vocabularySize * logitBytes
}

function slotBytes({ contextTokens, vocabularySize }: ReferenceShape): number {
  return scoredPositions(contextTokens) * rowBytes(vocabularySize) + mark.length
}

type ReferenceShape = Pick<ReferenceOwner, 'contextTokens' | 'vocabularySize'>

/** Where a chunk's row begins. */
export function rowOffset(shape: ReferenceShape, chunk: number, position: number): number {
  return headerBytes + chunk * slotBytes(shape) + position * rowBytes(shape.vocabularySize)
}

/** The bytes that the first chunks of a text take, to the byte. */
export function referenceFileBytes(shape: ReferenceShape, chunks: number): number {
  return headerBytes + chunks * slotBytes(shape)
}

/** The header of a file that belongs to a text, a context and a tokenizer. */
export function encodeHeader(owner: ReferenceOwner): Buffer {
  const header = Buffer.alloc(headerBytes)
  header.write(`${magic}\n${JSON.stringify(owner)}\n`)
  return header
}

/** Whether an open file belongs to a text, a context and a tokenizer. */
export async function isOwnedBy(file: FileHandle, owner: ReferenceOwner): Promise<boolean> {
  const header = Buffer.alloc(headerBytes)
  const { bytesRead } = await file.read(header, 0, headerBytes, 0)
  return bytesRead === headerBytes && header.equals(encodeHeader(owner))
}

/** Marks a chunk as written; its rows must be. */
export async function markChunk(file: FileHandle, shape: ReferenceShape, chunk: number): Promise<void> {
  await file.write(mark, 0, mark.length, rowOffset(shape, chunk + 1, 0) - mark.length)
}

/** Whether all rows of a chunk were written. */
export async function hasChunk(file: FileHandle, shape: ReferenceShape, chunk: number): Promise<boolean> {
  const end = Buffer.alloc(mark.length)
  const { bytesRead } = await file.read(end, 0, end.length, rowOffset(shape, chunk + 1, 0) - mark.length)
  return bytesRead === mark.length && end.equals(mark)
}

/** The chunks of a list that a file holds for an owner; none where there is no such file, or it belongs to another. */
export async function chunksInFile(
  path: string,
  owner: ReferenceOwner,
  chunks: readonly number[],
): Promise<ReadonlySet<number>> {
  const held = new Set<number>()
  const file = await open(path, 'r').catch(() => null)
  if (file === null) return held
  try {
    if (!(await isOwnedBy(file, owner))) return held
    for (const chunk of chunks) if (await hasChunk(file, owner, chunk)) held.add(chunk)
  } finally {
    await file.close()
  }
  return held
}
