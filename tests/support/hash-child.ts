import { fileURLToPath } from 'node:url'

/** The source of the process that hashes models. */
export const hashChild = fileURLToPath(import.meta.resolve('../../main/core/library/content-hash/hash-child.ts'))
