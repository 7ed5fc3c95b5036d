import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { receiveFile } from '../../../../../main/core/downloads/sources/receive-file.ts'
import { fileJob, fullDisk } from '../../../../support/file-job.ts'
import { tempFolder } from '../../../../support/temp-store.ts'

const content = Buffer.alloc(300_000, 'wattle')
const sha256 = createHash('sha256').update(content).digest('hex')
const expected = { fileName: 'model.gguf', sizeBytes: content.length, sha256 }

// A disk that fills up while the file comes, whatever was free before.
it.runIf(process.platform === 'linux')('says that the disk is full, not that the network failed', async () => {
  const { job } = fileJob({ expected, partPath: await fullDisk() })
  await expect(receiveFile(Readable.from([content]), content.length, job)).rejects.toMatchObject({
    code: 'DISK_FULL',
    params: { fileName: 'model.gguf' },
  })
})

it('says that the folder cannot be written to', async () => {
  const { job } = fileJob({ expected, partPath: join(tempFolder(), 'missing-folder', 'model.gguf.part') })
  await expect(receiveFile(Readable.from([content]), content.length, job)).rejects.toMatchObject({
    code: 'DOWNLOAD_FAILED',
    params: { fileName: 'model.gguf', reason: 'cannot-write' },
  })
})

it('reports the bytes as they come, and accepts the file whole', async () => {
  const { job, recorded } = fileJob({ expected })
  const chunks = [content.subarray(0, 100_000), content.subarray(100_000)]
  expect(await receiveFile(Readable.from(chunks), content.length, job)).toEqual({ sizeBytes: content.length, sha256 })
  expect(recorded.received).toEqual([100_000, 300_000])
  expect(await readFile(job.partPath)).toEqual(content)
})

it('refuses what is longer or shorter than was announced', async () => {
  for (const [sizeBytes, reason] of [
    [content.length - 1, 'too-large'],
    [content.length + 1, 'cut-short'],
  ] as const) {
    const { job } = fileJob({ expected: { ...expected, sizeBytes } })
    await expect(receiveFile(Readable.from([content]), sizeBytes, job)).rejects.toMatchObject({
      code: 'DOWNLOAD_FAILED',
      params: { reason },
    })
  }
})
