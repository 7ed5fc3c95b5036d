import { fileURLToPath } from 'node:url'

/** The source of the thread that hashes downloads. */
export const downloadHashWorker = fileURLToPath(
  import.meta.resolve('../../main/core/downloads/transfer/hash-worker.ts'),
)
