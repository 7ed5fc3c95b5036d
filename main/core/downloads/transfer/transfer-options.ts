import type { Dispatcher } from 'undici'
import type { Bandwidth } from './bandwidth.ts'
import type { RangeSourceOptions } from './range-source.ts'

/** How files are fetched; the same for all of them. */
export type TransferLimits = {
  /** Ranges of one file that are fetched side by side, at the most. */
  connections: number
  /** With so many it begins: two fill a fast network, and the fewer there are, the more the bytes come in the file's own order. */
  firstConnections: number
  /** The others join where less than this has come within `lookMs`. */
  fastBytesPerSecond: number
  lookMs: number
  /** A range is at least this long, and longer in a large file. */
  pieceBytes: number
  /** For the head of an answer, each redirect counted anew. */
  headTimeoutMs: number
  /** Within this time more than a trickle must come. */
  stallTimeoutMs: number
}

export const defaultTransferLimits: TransferLimits = {
  connections: 4,
  firstConnections: 2,
  fastBytesPerSecond: 200_000_000,
  lookMs: 250,
  pieceBytes: 16 * 1024 * 1024,
  headTimeoutMs: 30_000,
  stallTimeoutMs: 30_000,
}

/** What all transfers share. */
export type TransferTools = {
  dispatcher: Dispatcher
  limits: TransferLimits
  bandwidth: Bandwidth
  /** The entry of the thread that hashes: its source, or what it was built to. */
  hashWorkerPath: string
  now: () => number
}

/** Where a file is, and who asks for it. */
export type Address = Pick<RangeSourceOptions, 'url' | 'asked' | 'authorization'>
