// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { Download } from '#contract/downloads.ts'
import { defaultSettings, type Settings } from '#contract/settings.ts'
import { DownloadsPage } from '../../../../../renderer/features/library/downloads/downloads-page.tsx'
import { createStores } from '../../../../../renderer/stores/stores.tsx'
import { makeDownload } from '../../../../support/make-download.ts'
import { makeModels } from '../../../fixtures.ts'
import { type FakeClient, renderPart, setUpPage } from '../../../harness.tsx'

setUpPage()

const open = (downloads: Download[], client: FakeClient = {}) => {
  const stores = createStores()
  stores.downloads.setState({ downloads }, true)
  stores.models.setState(makeModels([]), true)
  stores.settings.setState(defaultSettings, true)
  return renderPart(<DownloadsPage />, { stores, client })
}

test('a running download tells what came, how fast, and how long it takes', () => {
  open([makeDownload()])
  expect(screen.getByText('3.61 of 5.85 GB · 28.4 MB/s · 79 s left')).toBeTruthy()
  expect(screen.getByRole('progressbar', { name: 'Progress of Qwen3 8B' }).getAttribute('aria-valuenow')).toBe('62')
})

test('each state has the buttons that it needs and no others', () => {
  const names = (state: Download['state']) => {
    const { unmount } = open([makeDownload({ state })])
    const found = ['Pause', 'Resume', 'Try', 'Cancel'].filter((word) =>
      screen.queryByRole('button', { name: new RegExp(`^${word}.*Qwen3 8B`) }),
    )
    unmount()
    return found
  }
  expect(names('running')).toEqual(['Pause', 'Cancel'])
  expect(names('paused')).toEqual(['Resume', 'Cancel'])
  expect(names('waiting')).toEqual(['Pause', 'Try', 'Cancel'])
  expect(names('verifying')).toEqual([])
})

test('gigabytes are not thrown away by one press', async () => {
  const cancel = vi.fn(async () => undefined)
  open([makeDownload()], { downloads: { cancel } })
  fireEvent.click(screen.getByRole('button', { name: 'Cancel Qwen3 8B' }))
  expect(await screen.findByText(/3.61 GB have come already/)).toBeTruthy()
  expect(cancel).not.toHaveBeenCalled()
  fireEvent.click(screen.getByRole('button', { name: 'Cancel and delete' }))
  await waitFor(() => expect(cancel).toHaveBeenCalledWith({ id: 'download-1' }))
})

test('little that came is thrown away without a question', () => {
  const cancel = vi.fn(async () => undefined)
  open([makeDownload({ receivedBytes: 1000 })], { downloads: { cancel } })
  fireEvent.click(screen.getByRole('button', { name: 'Cancel Qwen3 8B' }))
  expect(cancel).toHaveBeenCalledWith({ id: 'download-1' })
})

test('a failure tells what happened and what to do, with the raw words, and can be tried again', () => {
  const resume = vi.fn(async () => undefined)
  const problem = { code: 'DOWNLOAD_STALLED' as const, params: {}, detail: 'no bytes for 60 s' }
  open([makeDownload({ state: 'failed', problem })], { downloads: { resume } })
  expect(screen.getByText('The download stood still')).toBeTruthy()
  expect(screen.getByText('no bytes for 60 s')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(resume).toHaveBeenCalledWith({ id: 'download-1' })
})

test('only what does not run next can be put to the front', () => {
  open([
    makeDownload({ id: 'a', name: 'First', state: 'queued' }),
    makeDownload({ id: 'b', name: 'Second', state: 'queued' }),
  ])
  expect(screen.queryByRole('button', { name: 'Download First next' })).toBeNull()
  expect(screen.getByRole('button', { name: 'Download Second next' })).toBeTruthy()
})

test('a model that could be checked by its header alone does not pass for verified', () => {
  const done = { state: 'done' as const, modelId: 'm', endedAtMs: 1 }
  open([makeDownload({ ...done, id: 'a' }), makeDownload({ ...done, id: 'b', verification: 'header' })])
  expect(screen.getAllByText('Checksum verified')).toHaveLength(1)
  expect(screen.getAllByText('Size and header checked')).toHaveLength(1)
})

test('parts of a split model are told apart', () => {
  const part = (fileName: string, receivedBytes: number) => ({ fileName, sizeBytes: 100, receivedBytes, sha256: null })
  open([makeDownload({ files: [part('1', 100), part('2', 40), part('3', 0)] })])
  expect(screen.getByText('1 of 3 parts are whole')).toBeTruthy()
  expect(screen.getByText('2: 40 %')).toBeTruthy()
})

test('the limit is kept in bytes, and one below what is allowed is refused in words', async () => {
  const change = vi.fn(async (patch: Partial<Settings>) => ({ ...defaultSettings, ...patch }))
  open([], { settings: { change } })
  const field = screen.getByRole('textbox', { name: 'All together at most' })
  fireEvent.change(field, { target: { value: '0.001' } })
  expect(await screen.findByText('At least 0.01 MB/s.')).toBeTruthy()
  fireEvent.change(field, { target: { value: '2.5' } })
  await waitFor(() => expect(change).toHaveBeenCalledWith({ downloadLimitBytesPerSecond: 2_500_000 }))
  expect(change).toHaveBeenCalledTimes(1)
})
