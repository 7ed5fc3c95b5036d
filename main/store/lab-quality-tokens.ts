import type { QualityTokens } from '../core/ports/lab-engine.ts'

/** A row of `lab_quality_tokens`, the run's key and the variant left out: 64-bit floats and bytes in the order of this machine. */
export type QualityTokensRow = {
  chunk: number
  duration_ms: number
  nll: Buffer
  reference_nll: Buffer
  kl: Buffer
  same_top: Buffer
}

export function qualityTokensToRow(tokens: QualityTokens): QualityTokensRow {
  return {
    chunk: tokens.chunk,
    duration_ms: tokens.durationMs,
    nll: toBytes(tokens.nll),
    reference_nll: toBytes(tokens.referenceNll),
    kl: toBytes(tokens.kl),
    same_top: Buffer.from(tokens.sameTop.map(Number)),
  }
}

/** Nothing where its parts do not have one length each: the chunk is evaluated again then. */
export function qualityTokensFromRow(row: QualityTokensRow): QualityTokens[] {
  const nll = fromBytes(row.nll)
  const referenceNll = fromBytes(row.reference_nll)
  const kl = fromBytes(row.kl)
  const sameTop = Array.from(row.same_top, (value) => value !== 0)
  const isWhole = [referenceNll, kl, sameTop].every(({ length }) => length === 0 || length === nll.length)
  if (!isWhole || nll.length === 0) return []
  return [{ chunk: row.chunk, nll, referenceNll, kl, sameTop, durationMs: row.duration_ms }]
}

function toBytes(values: readonly number[]): Buffer {
  return Buffer.from(Float64Array.from(values).buffer)
}

function fromBytes(bytes: Buffer): number[] {
  // Copied, since a buffer of SQLite's may begin where no float can.
  const copy = Uint8Array.from(bytes.subarray(0, bytes.length - (bytes.length % 8)))
  return Array.from(new Float64Array(copy.buffer))
}
