import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { ErrorCode } from '#contract/errors.ts'
import { EngineError } from './errors.ts'

const ggufMagic = 'GGUF'
/** Magic, version and the counts of tensors and metadata. */
const smallestHeaderBytes = 24

/**
 * Refuses what cannot be a GGUF file before llama.cpp sees it. The library's header check has run by now; this one costs nothing and
 * keeps the engine safe on its own. Throws EngineError with a MODEL_FILE_… code.
 */
export function checkModelFile(path: string): void {
  const refuse = (code: ErrorCode, detail: string) => new EngineError(code, detail, { fileName: basename(path) })
  try {
    const stats = statSync(path)
    if (stats.isDirectory()) throw refuse('MODEL_FILE_IS_A_FOLDER', 'The path names a folder')
    if (stats.size === 0) throw refuse('MODEL_FILE_EMPTY', 'The file has no bytes')
    const start = readStart(path)
    if (!ggufMagic.startsWith(start.toString('latin1', 0, 4))) {
      throw refuse('MODEL_FILE_NOT_GGUF', 'The file does not start with GGUF')
    }
    if (stats.size < smallestHeaderBytes) throw refuse('MODEL_FILE_TRUNCATED', 'The file ends inside its header')
  } catch (error) {
    if (error instanceof EngineError) throw error
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ENOENT' || code === 'ENOTDIR') throw refuse('MODEL_FILE_MISSING', String(error))
    throw refuse('MODEL_FILE_UNREADABLE', String(error))
  }
}

function readStart(path: string): Buffer {
  const file = openSync(path, 'r')
  try {
    const start = Buffer.alloc(4)
    const length = readSync(file, start, 0, start.length, 0)
    return start.subarray(0, length)
  } finally {
    closeSync(file)
  }
}

/** llama.cpp's own words for a bad file, the first match wins. */
const logReasons: { pattern: RegExp; code: ErrorCode }[] = [
  { pattern: /unknown model architecture/i, code: 'MODEL_ARCHITECTURE_UNKNOWN' },
  { pattern: /has offset \d+, expected/i, code: 'MODEL_FILE_CORRUPT' },
  {
    pattern: /not within the file bounds|unexpectedly reached end of file|corrupted or incomplete/i,
    code: 'MODEL_FILE_TRUNCATED',
  },
  {
    pattern: /unable to allocate|failed to allocate|out of memory|OutOfDeviceMemory|cudaMalloc failed|alloc.* buffer/i,
    code: 'OUT_OF_MEMORY',
  },
  { pattern: /failed to read (magic|header|key|tensor|the tensor)|failed to seek/i, code: 'MODEL_FILE_TRUNCATED' },
  { pattern: /invalid magic|bad magic/i, code: 'MODEL_FILE_NOT_GGUF' },
  {
    pattern:
      /gguf_init|invalid (ggml|tensor|gguf|number|value)|duplicate|wrong (shape|type)|missing tensor|key not found|error loading model (hyperparameters|vocabulary)|done_getting_tensors|wrong number of tensors/i,
    code: 'MODEL_FILE_CORRUPT',
  },
]

/**
 * Why a load failed, from the error and llama.cpp's log lines about it: the library itself says no more than "Failed to load model".
 * Memory and unknown reasons are marked as ones that another backend may not have.
 */
export function loadFailure(path: string, error: unknown, logLines: readonly string[]): EngineError {
  if (error instanceof EngineError) return error
  const message = error instanceof Error ? error.message : String(error)
  const name = error instanceof Error ? error.constructor.name : ''
  const params = { fileName: basename(path) }
  if (name === 'InsufficientMemoryError') return new EngineError('OUT_OF_MEMORY', message, params, true)
  const detail = [message, ...logLines].join('\n').trim()
  for (const { pattern, code } of logReasons) {
    if (!pattern.test(detail)) continue
    const architecture = /unknown model architecture: '([^']*)'/i.exec(detail)?.[1]
    return new EngineError(code, detail, architecture ? { ...params, architecture } : params, code === 'OUT_OF_MEMORY')
  }
  // node-llama-cpp reads the header first, in JavaScript: an absurd number or the end of the file makes it stumble.
  if (error instanceof RangeError) return new EngineError('MODEL_FILE_CORRUPT', detail, params)
  if (error instanceof TypeError) return new EngineError('MODEL_FILE_TRUNCATED', detail, params)
  return new EngineError('MODEL_LOAD_FAILED', detail, params, true)
}
