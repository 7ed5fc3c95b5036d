import type { PartState } from '../ports/download-repository.ts'
import type { Bandwidth } from './bandwidth.ts'
import type { RangeSourceOptions } from './range-source.ts'

/** How files are fetched; the same for all of them. */
export type TransferLimits = {
  /** Ranges of one file that are fetched side by side. */
  connections: number
  /** A range is at least this long, and longer in a large file. */
  pieceBytes: number
  /** For the head of an answer, each redirect counted anew. */
  headTimeoutMs: number
  /** Within this time more than a trickle must come. */
  stallTimeoutMs: number
}

export const defaultTransferLimits: TransferLimits = {
  connections: 4,
  pieceBytes: 16 * 1024 * 1024,
  headTimeoutMs: 30_000,
  stallTimeoutMs: 30_000,
}

/** What a file must be; null for what nobody told. */
export type Expected = { fileName: string; sizeBytes: number | null; sha256: string | null }

export type TransferOptions = Omit<RangeSourceOptions, 'headTimeoutMs'> & {
  expected: Expected
  /** Where it is received; the caller puts it in its place. */
  partPath: string
  /** What an earlier try left in `partPath`. */
  resume: PartState | null
  limits: TransferLimits
  bandwidth: Bandwidth
  hashWorkerPath: string
  signal: AbortSignal
  onReceived: (receivedBytes: number, sizeBytes: number | null) => void
  /** Called when this much is safe on the disk; null: nothing of it can be used again. */
  onKept: (state: PartState | null) => void
  /** All bytes are there; the hash lags behind a little. */
  onWhole: () => void
}
