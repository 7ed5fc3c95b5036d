import { closeSync, openSync, readSync } from 'node:fs'
import type { ReadText } from './sysfs.ts'

/** An attribute of sysfs has at most a page. */
const chunkBytes = 4096

/**
 * Reads small files of the kernel's again and again, and keeps them open in between until the signal aborts: to open one takes three times as
 * long as to read it. A file that could not be read is opened anew the next time. Throws what the system says.
 */
export function keptFiles(signal: AbortSignal): ReadText {
  const descriptors = new Map<string, number>()
  const chunk = Buffer.alloc(chunkBytes)
  const forget = (path: string, descriptor: number) => {
    descriptors.delete(path)
    closeSync(descriptor)
  }
  const closeAll = () => {
    for (const [path, descriptor] of descriptors) forget(path, descriptor)
  }
  signal.addEventListener('abort', closeAll, { once: true })

  return (path) => {
    const descriptor = descriptors.get(path) ?? openSync(path, 'r')
    // What is read after the end is not kept: nobody would close it.
    if (!signal.aborted) descriptors.set(path, descriptor)
    try {
      const text = readWhole(descriptor, chunk)
      if (signal.aborted) closeSync(descriptor)
      return text
    } catch (error) {
      forget(path, descriptor)
      throw error
    }
  }
}

/** From the begin, which lets the kernel write the file anew. */
function readWhole(descriptor: number, chunk: Buffer): string {
  let text = ''
  for (let position = 0; ; ) {
    const bytes = readSync(descriptor, chunk, 0, chunk.length, position)
    text += chunk.toString('latin1', 0, bytes)
    position += bytes
    if (bytes < chunk.length) return text
  }
}
