import type { Problem } from '#contract/errors.ts'
import type { PositionScore } from './quality-rows.ts'

/** Rows of the reference that follow each other: in llama.cpp's own memory, or in the open file. */
export type ReferenceRows = { kind: 'memory'; address: bigint } | { kind: 'file'; file: number; offset: number }

/** Positions that follow each other, whose logits lie in llama.cpp's own memory until it is next asked for something. */
export type ScoringOrder = {
  address: bigint
  vocabularySize: number
  /** The token that follows each position: there are as many positions. */
  targets: Int32Array
  reference: ReferenceRows | null
  /** Where they are kept as the reference's; null: nowhere. */
  keep: { file: number; offset: number } | null
}

export type ScoringAnswer = { scores: PositionScore[] } | { problem: Problem }
