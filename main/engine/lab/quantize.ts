import { type FileHandle, open } from 'node:fs/promises'
import koffi from 'koffi'
import { Fault } from '../../core/fault.ts'
import type { QuantizeOrder, QuantizeOutcome } from '../../core/ports/quantizer.ts'
import { callAsync } from './llama/call-async.ts'
import { fileTypeNumbers } from './llama/file-types.ts'
import { readImportanceData } from './llama/importance-data.ts'
import { encodeOverrides } from './llama/key-overrides.ts'
import type { Llama } from './llama/open-llama.ts'
import { defaultQuantizeParams, quantizeParams } from './llama/quantize-params.ts'
import type { QuantizeLog } from './quantize-log.ts'

/** llama.cpp knows but the addresses of these: nothing else keeps them from being collected while it works. */
const held: unknown[] = []

/** More than a file system keeps in what it has given to the file already. */
const probeBytes = 4 * 1024 * 1024

/**
 * Quantizes a file on a thread of its own, so that this process hears its parent meanwhile. `log` is given what llama.cpp logs.
 * Faults: those of `Quantizer.quantize`.
 */
export async function quantize(library: Llama, log: QuantizeLog, order: QuantizeOrder): Promise<QuantizeOutcome> {
  const { sourcePath, targetPath, type, allowRequantize, importanceMatrix, threads, keys } = order
  const params = defaultQuantizeParams(library)
  const overrides = encodeOverrides(keys)
  const importances = importanceMatrix === null ? null : await readImportanceData(importanceMatrix)
  const run = library.llama.func('llama_model_quantize', 'uint32_t', ['str', 'str', koffi.pointer(quantizeParams)])
  held.push(overrides, importances)
  const startedAtMs = performance.now()
  const result = await callAsync(run, sourcePath, targetPath, {
    ...params,
    nthread: threads ?? 0,
    ftype: fileTypeNumbers[type],
    allow_requantize: allowRequantize,
    imatrix: importances && koffi.address(importances.array),
    kv_overrides: koffi.address(overrides),
  })
  const durationMs = performance.now() - startedAtMs
  if (result === 0) return { durationMs, tensorCount: log.tensorCount, fallbackTensors: log.fallbackTensors }
  throw await failureOf(order, log.failure ?? `llama_model_quantize returned ${result}`)
}

/** llama.cpp does not tell why a write failed: another one does. */
async function failureOf({ targetPath, type }: QuantizeOrder, detail: string): Promise<Fault> {
  const error = await writeErrorOf(targetPath)
  const code = error !== null && 'code' in error ? error.code : null
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Fault('DISK_FULL', { detail: `${detail}; ${error?.message}` })
  return new Fault('QUANTIZE_FAILED', {
    params: { type },
    detail: error === null ? detail : `${detail}; ${error.message}`,
  })
}

/** What is in the way of writing on; null: nothing, or no file was begun. */
async function writeErrorOf(path: string): Promise<Error | null> {
  let file: FileHandle | null = null
  try {
    file = await open(path, 'r+')
    const { size } = await file.stat()
    await file.write(Buffer.alloc(probeBytes), 0, probeBytes, size)
    await file.sync()
    return null
  } catch (error) {
    return error instanceof Error && !('code' in error && error.code === 'ENOENT') ? error : null
  } finally {
    await file?.close()
  }
}
