import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import type { StoredDownload } from '../../../main/core/ports/download-repository.ts'
import { openStore } from '../../../main/store/open-store.ts'
import { storePaths, tempFolder, tempStore } from '../../support/temp-store.ts'

const download: StoredDownload = {
  id: 'd',
  position: 3,
  name: 'Some Model',
  quantization: 'Q4_K_M',
  state: 'waiting',
  sources: [
    { source: { type: 'hugging-face', repository: 'a/b', revision: null }, paths: ['x/1.gguf', 'x/2.gguf'] },
    { source: { type: 'url', url: 'https://example.org/m' }, paths: ['', ''] },
  ],
  sourceIndex: 1,
  files: [
    { fileName: '1.gguf', sizeBytes: 10, sha256: 'ab', part: null, isDone: true },
    {
      fileName: '2.gguf',
      sizeBytes: null,
      sha256: null,
      part: { sizeBytes: 9, linkedEtag: null, etag: '"e"', lastModified: null, ranges: [[0, 4]] },
      isDone: false,
    },
  ],
  folder: '/models',
  problem: { code: 'DOWNLOAD_STALLED', params: {}, detail: 'x' },
  retryAtMs: 17,
  attempts: [{ label: 'huggingface.co', problem: { code: 'HUB_NOT_FOUND', params: { what: 'a/b' }, detail: null } }],
  isStarter: true,
  modelId: null,
  createdAtMs: 5,
  endedAtMs: null,
}

it('keeps a download as it is, over a restart, and the changes of one file by themselves', () => {
  const folder = tempFolder()
  const first = openStore(storePaths(folder))
  first.downloads.save(download)
  first.downloads.save({ ...download, state: 'queued', retryAtMs: null, problem: null })
  const [, second = expect.unreachable('no file')] = download.files
  first.downloads.saveFile('d', 1, { ...second, sizeBytes: 9 })
  first.close()
  const { downloads } = tempStore(folder)
  expect(downloads.list()).toEqual([
    {
      ...download,
      state: 'queued',
      retryAtMs: null,
      problem: null,
      files: [download.files[0], { ...second, sizeBytes: 9 }],
    },
  ])
  downloads.remove('d')
  expect(downloads.list()).toEqual([])
})

it('lists the first in the queue first', () => {
  const { downloads } = tempStore()
  for (const [id, position] of [
    ['late', 9],
    ['first', -1],
    ['second', 2],
  ] as const) {
    downloads.save({ ...download, id, position })
  }
  expect(downloads.list().map(({ id }) => id)).toEqual(['first', 'second', 'late'])
})

// The bug: one value that somebody else has written keeps the app from starting, or takes the whole queue with it.
it('passes over a download that does not say where it comes from, and begins a file anew whose part is broken', () => {
  const folder = tempFolder()
  const { downloads } = tempStore(folder)
  downloads.save(download)
  downloads.save({ ...download, id: 'broken', position: 4 })
  const db = new Database(storePaths(folder).database)
  db.exec(`UPDATE downloads SET sources = '[{"source":{"type":"ftp"}}]' WHERE id = 'broken'`)
  db.exec(`UPDATE downloads SET attempts = 'x', problem = '{}', source_index = 7 WHERE id = 'd'`)
  db.exec(`UPDATE download_files SET part = '{"sizeBytes":-1}' WHERE download_id = 'd'`)
  db.close()
  expect(downloads.list()).toMatchObject([
    { id: 'd', attempts: [], problem: null, sourceIndex: 1, files: [{ part: null }, { part: null }] },
  ])
})

// The bug: the queue asked for the host of each address when the app started, and a broken one kept it from starting at all.
it('leaves out one whose address is none', () => {
  const { downloads } = tempStore()
  downloads.save(download)
  downloads.save({ ...download, id: 'broken', sources: [{ source: { type: 'url', url: 'garbage' }, paths: ['x'] }] })
  expect(downloads.list().map(({ id }) => id)).toEqual(['d'])
})
