import { expect, it } from 'vitest'
import { offerContext } from '../../../../main/core/hub/offer-context.ts'
import type { Download } from '../../../../preload/contract/downloads.ts'
import { defaultLoadOptions } from '../../../../preload/contract/engine.ts'
import { plainDownload } from '../../../support/make-download.ts'

const download = (change: Partial<Download>): Download =>
  plainDownload({
    id: 'one',
    quantization: 'Q4_0',
    source: { type: 'hugging-face', repository: 'a/b', revision: null },
    files: [{ fileName: 'm-Q4_0.gguf', sizeBytes: null, receivedBytes: 0, sha256: null }],
    ...change,
  })

function contextOf(...downloads: Download[]) {
  return offerContext({
    models: { freeMemory: () => ({ ramBytes: 1, gpu: null }), findBySha256: () => null },
    rates: { estimate: () => null },
    load: defaultLoadOptions,
    downloads,
  })
}

it('knows a download by its repository and all of its files', () => {
  const context = contextOf(download({}))
  expect(context.downloadOf('a/b', ['folder/m-Q4_0.gguf'])).toBe('one')
  expect(context.downloadOf('a/other', ['m-Q4_0.gguf'])).toBeNull()
  expect(context.downloadOf('a/b', ['m-Q8_0.gguf'])).toBeNull()
  expect(context.downloadOf('a/b', ['m-Q4_0.gguf', 'n-Q4_0.gguf'])).toBeNull()
})

// One that has failed can be gone on with; one that is done may have been deleted since.
it.each([
  ['queued', true],
  ['paused', true],
  ['failed', true],
  ['done', false],
  ['cancelled', false],
] as const)('takes a download that is %s for one in the queue: %j', (state, isQueued) => {
  expect(contextOf(download({ state })).downloadOf('a/b', ['m-Q4_0.gguf'])).toBe(isQueued ? 'one' : null)
})

it('does not take a download from elsewhere for the hub’s', () => {
  const context = contextOf(download({ source: { type: 'url', url: 'https://a/b/m-Q4_0.gguf' } }))
  expect(context.downloadOf('a/b', ['m-Q4_0.gguf'])).toBeNull()
})
