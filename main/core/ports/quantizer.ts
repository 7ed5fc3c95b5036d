import type { QuantizationType } from '#contract/lab/quantize.ts'

/** How important each column of a tensor's rows is, as floats in a file. */
export type ImportanceEntry = {
  tensorName: string
  atByte: number
  valueCount: number
  /** Of each expert in turn: what its share of the values is divided by; 0: it saw nothing, and each of its columns counts as 1. */
  divisors: readonly number[]
}

/** Where in a file the importances are that fit the model. */
export type ImportanceMatrix = {
  path: string
  entries: readonly ImportanceEntry[]
  /** Of text that it was computed over; null where the file does not say. */
  chunkCount: number | null
}

/** Both texts of less than 128 bytes; a number from 0 to 2^32. */
export type HeaderKey = { key: string; value: string | number }

export type QuantizeOrder = {
  sourcePath: string
  /** Written whole, and left there where it fails: the caller names it `.part` and takes it away. */
  targetPath: string
  type: QuantizationType
  allowRequantize: boolean
  /** null: none. */
  importanceMatrix: ImportanceMatrix | null
  /** Written into the file's header, over what the source has under the same key. */
  keys: readonly HeaderKey[]
  /** null: llama.cpp's choice. */
  threads: number | null
}

export type QuantizeOutcome = {
  durationMs: number
  tensorCount: number
  /** Those that got another type than asked for, since their rows do not divide by its block. */
  fallbackTensors: number
}

/** Makes a quantization with llama.cpp's own function, in a process of its own that ends with it. */
export interface Quantizer {
  /**
   * Faults: LAB_LIBRARY_MISMATCH (detail), QUANTIZE_FAILED (detail: llama.cpp's words), QUANTIZE_MATRIX_REFUSED (detail), DISK_FULL,
   * ENGINE_CRASHED. Rejects with the signal's reason when it aborts, once the process has ended.
   */
  quantize(
    order: QuantizeOrder,
    options: { signal: AbortSignal; onProgress: (progress: number) => void },
  ): Promise<QuantizeOutcome>
}
