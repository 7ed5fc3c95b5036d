import { mkdir, rm, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { QuantizationType } from '#contract/lab/quantize.ts'
import { Fault } from '../../fault.ts'
import { requireBytes } from '../../files/free-space.ts'
import { placeFile, syncFolder } from '../../files/place-file.ts'
import { writeFault } from '../../files/write-fault.ts'
import { readGgufFile } from '../../library/gguf/read-gguf-file.ts'
import { quantizedFromKey } from '../../library/quantized-from.ts'
import type { QuantizeOrder, QuantizeOutcome, Quantizer } from '../../ports/quantizer.ts'
import { newPartPath, syncFile } from './part-files.ts'

export type FileOrder = Omit<QuantizeOrder, 'targetPath'> & {
  type: QuantizationType
  /** Where the file is to lie when it is whole. */
  path: string
  estimatedBytes: number
}

export type MakeOptions = {
  quantizer: Quantizer
  freeBytes: (folder: string) => Promise<number>
  signal: AbortSignal
  onProgress: (progress: number) => void
}

/**
 * Makes a file, which appears under its name when it is whole and on the disk; nothing is left of one that is not.
 * Faults: those of `Quantizer.quantize`, DISK_FULL, QUANTIZE_FILE_EXISTS, QUANTIZE_FAILED. Rejects with the signal's reason when it aborts.
 */
export async function makeFile(
  { path, estimatedBytes, ...order }: FileOrder,
  { quantizer, freeBytes, signal, onProgress }: MakeOptions,
): Promise<QuantizeOutcome & { sizeBytes: number }> {
  const folder = dirname(path)
  const fileName = basename(path)
  // Whoever tidied up may have deleted it.
  await mkdir(folder, { recursive: true })
  await requireFreeName(path)
  await requireBytes(estimatedBytes, { fileName, folder, freeBytes })
  const partPath = newPartPath(folder)
  try {
    const outcome = await quantizer.quantize({ ...order, targetPath: partPath }, { signal, onProgress })
    await syncFile(partPath).catch((error: unknown) => {
      throw failed(error, order.type, fileName)
    })
    await requireWhole(partPath, order)
    signal.throwIfAborted()
    const { size } = await stat(partPath)
    const isPlaced = await placeFile(partPath, path).catch((error: unknown) => {
      throw failed(error, order.type, fileName)
    })
    if (!isPlaced) throw new Fault('QUANTIZE_FILE_EXISTS', { params: { fileName } })
    await syncFolder(folder)
    return { ...outcome, sizeBytes: size }
  } finally {
    await rm(partPath, { force: true })
  }
}

/** Faults: QUANTIZE_FILE_EXISTS (params.fileName). */
export async function requireFreeName(path: string): Promise<void> {
  const isTaken = (await stat(path).catch(() => null)) !== null
  if (isTaken) throw new Fault('QUANTIZE_FILE_EXISTS', { params: { fileName: basename(path) } })
}

/**
 * llama.cpp may take a write that failed for one that did not: the header tells how long the file has to be. It tells too whether the keys
 * arrived, of whose structure the library gives no defaults to check.
 */
async function requireWhole(path: string, { type, keys }: Pick<FileOrder, 'type' | 'keys'>): Promise<void> {
  const { metadata } = await readGgufFile(path, false).catch((error: unknown) => {
    throw new Fault('QUANTIZE_FAILED', { params: { type }, detail: Fault.from(error).detail, cause: error })
  })
  const origin = keys.find(({ key }) => key === quantizedFromKey)?.value ?? null
  const written = metadata.values.get(quantizedFromKey) ?? null
  if (written !== origin) {
    throw new Fault('LAB_LIBRARY_MISMATCH', { detail: `llama_model_kv_override: ${quantizedFromKey} is ${written}` })
  }
}

function failed(error: unknown, type: QuantizationType, fileName: string): Fault {
  const fault = error instanceof Fault ? error : writeFault(error, fileName)
  return fault.code === 'DISK_FULL'
    ? fault
    : new Fault('QUANTIZE_FAILED', { params: { type }, detail: fault.detail, cause: error })
}
