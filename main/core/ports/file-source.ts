import type { RequestHandle } from '../network/network-log.ts'
import type { PartState } from './download-repository.ts'

/** What a file must be; null for what nobody told. */
export type ExpectedFile = { fileName: string; sizeBytes: number | null; sha256: string | null }

/** One file to be brought. */
export type FileJob = {
  /** Its path at the source. */
  path: string
  expected: ExpectedFile
  /** Where it is received: the file appears under its own name only when it is whole. */
  partPath: string
  /** What an earlier try left in `partPath`. */
  resume: PartState | null
  signal: AbortSignal
  /** Records each request to the network as it is sent. */
  begin: (target: string) => RequestHandle
  /** `sizeBytes` is null where the source does not tell. */
  onReceived: (receivedBytes: number, sizeBytes: number | null) => void
  /** Called when this much is safe on the disk; null: nothing of it can be used again. */
  onKept: (state: PartState | null) => void
  /** All bytes are there and are being checked. */
  onWhole: () => void
}

/** What was brought: it is on the disk, and is what was expected. */
export type BroughtFile = { sizeBytes: number; sha256: string }

/** One place that files can come from. */
export interface FileSource {
  /** Host or package, for the user to read. */
  readonly label: string
  /** How many times a file's size the disk must have room for while it is brought. */
  readonly spaceFactor: number
  /** Brings a file to `partPath`. Rejects with a Fault, or with the signal's reason. */
  fetch(job: FileJob): Promise<BroughtFile>
}
