import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import type { HubFiles } from '../../main/core/downloads/hub-files.ts'
import type { FileSources } from '../../main/core/downloads/sources/file-sources.ts'
import { Fault } from '../../main/core/fault.ts'
import type { FileSource } from '../../main/core/ports/file-source.ts'
import type { DownloadSource } from '../../preload/contract/downloads.ts'

type Fetch = FileSource['fetch']

/** Sources that do what a test says for each type. One that it says nothing of cannot be reached. */
export function fakeSources(fetches: Partial<Record<DownloadSource['type'], Fetch>>): FileSources {
  return ({ type }) => ({ label: `the ${type}`, spaceFactor: 1, fetch: fetches[type] ?? unreachableSource })
}

const unreachableSource: Fetch = async () => {
  throw new Fault('DOWNLOAD_FAILED', { params: { reason: 'network' } })
}

/** Delivers these bytes at once. */
export function delivering(content: Buffer): Fetch {
  return async ({ partPath, onReceived, onWhole }) => {
    onReceived(content.length, content.length)
    await writeFile(partPath, content)
    onWhole()
    return { sizeBytes: content.length, sha256: createHash('sha256').update(content).digest('hex') }
  }
}

/** Delivers some bytes and goes on for ever. */
export function endless(content: Buffer, onStopped: () => void = () => undefined): Fetch {
  return async ({ partPath, signal, onReceived }) => {
    await writeFile(partPath, content)
    onReceived(content.length, null)
    signal.throwIfAborted()
    const { promise, reject } = Promise.withResolvers<never>()
    signal.addEventListener('abort', () => {
      onStopped()
      reject(signal.reason)
    })
    return promise
  }
}

/** A hub that nobody asks. */
export const offlineHub: HubFiles = {
  host: 'hub.invalid',
  isLocal: false,
  resolveFiles: () => Promise.reject(new Error('no hub here')),
  fileUrl: (repository, revision, path) => new URL(`https://hub.invalid/${repository}/resolve/${revision}/${path}`),
  pageUrl: (repository) => `https://hub.invalid/${repository}`,
  authorization: async () => null,
}
