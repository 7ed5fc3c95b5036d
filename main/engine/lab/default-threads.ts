import { availableParallelism } from 'node:os'
import type { LibraryHandle } from 'koffi'
import type { Llama } from './llama/open-llama.ts'

/** `common_cpu_get_num_math()`, as the two families of C++ compilers spell it. */
const spellings = ['_Z23common_cpu_get_num_mathv', '?common_cpu_get_num_math@@YAHXZ']

/**
 * As many threads as llama-bench would take, but no more than may run at once: llama.cpp's threads wait for each other by spinning, and with
 * more of them than processors a token takes minutes.
 */
export function defaultThreads({ common }: Llama): number {
  return Math.min(mathThreads(common) ?? availableParallelism(), availableParallelism())
}

function mathThreads(common: LibraryHandle): number | null {
  for (const spelling of spellings) {
    try {
      return Number(common.func(spelling, 'int', [])())
    } catch {
      // The next one.
    }
  }
  return null
}
