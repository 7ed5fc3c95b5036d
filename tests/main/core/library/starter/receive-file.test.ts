import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { receiveFile } from '../../../../../main/core/library/starter/receive-file.ts'
import { tempFolder } from '../../../../support/temp-store.ts'

const content = Buffer.alloc(300_000, 'wattle')
const expected = {
  fileName: 'model.gguf',
  sizeBytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
}
const options = { signal: new AbortController().signal, onReceivedBytes: () => undefined }

// A disk that fills up while the file comes, whatever was free before.
it.runIf(process.platform === 'linux')('says that the disk is full, not that the network failed', async () => {
  await expect(receiveFile(Readable.from([content]), '/dev/full', expected, options)).rejects.toMatchObject({
    code: 'DISK_FULL',
    params: { fileName: 'model.gguf', requiredBytes: content.length },
  })
})

it('says that the folder cannot be written to', async () => {
  const destination = join(tempFolder(), 'missing-folder', 'model.gguf.part')
  await expect(receiveFile(Readable.from([content]), destination, expected, options)).rejects.toMatchObject({
    code: 'DOWNLOAD_FAILED',
    params: { reason: 'cannot-write' },
  })
})

it('reports the bytes as they come, and accepts the file whole', async () => {
  const counts: number[] = []
  const chunks = [content.subarray(0, 100_000), content.subarray(100_000)]
  await receiveFile(Readable.from(chunks), join(tempFolder(), 'model.gguf.part'), expected, {
    ...options,
    onReceivedBytes: (bytes) => counts.push(bytes),
  })
  expect(counts).toEqual([100_000, 300_000])
})
