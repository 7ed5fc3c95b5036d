// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { compareRuns } from '../../../../main/core/lab/verdict/compare-runs.ts'
import { openStore } from '../../../../main/store/open-store.ts'
import { HistoryContents } from '../../../../renderer/features/history/contents/history-contents.tsx'
import { HistoryPage } from '../../../../renderer/features/history/history-page.tsx'
import { chooseNone, clearFilter, setGrouping } from '../../../../renderer/features/history/history-state.ts'
import { aLabRun } from '../../../support/lab-runs.ts'
import { pp512, someSamples, tg128 } from '../../../support/lab-samples.ts'
import { storePaths, tempFolder } from '../../../support/temp-store.ts'
import { type FakeClient, renderPart, setUpPage } from '../../harness.tsx'

setUpPage()

/** Rows of 30 px in a page of 600: nothing is laid out here, and a virtual list draws what is in sight alone. */
class LaidOut {
  readonly #tell: ResizeObserverCallback
  constructor(tell: ResizeObserverCallback) {
    this.#tell = tell
  }
  observe(target: Element) {
    const contentRect = new DOMRect(0, 0, 900, target.tagName === 'TR' ? 30 : 600)
    const entry = { target, contentRect, borderBoxSize: [], contentBoxSize: [], devicePixelContentBoxSize: [] }
    setTimeout(() => this.#tell([entry], this))
  }
  unobserve() {}
  disconnect() {}
}

beforeEach(() => {
  clearFilter()
  chooseNone()
  setGrouping('month')
  vi.spyOn(HTMLElement.prototype, 'offsetParent', 'get').mockReturnValue(document.body)
  vi.stubGlobal('ResizeObserver', LaidOut)
})

const slower = {
  ...{ tests: [pp512, tg128], blocks: 5, seed: 5 },
  rates: [
    [400, 55],
    [520, 71],
  ],
}
const runs = [
  aLabRun({ id: 'old', name: 'Before', startedAtMs: Date.UTC(2026, 9, 3) }),
  aLabRun({
    id: 'new',
    name: 'After',
    startedAtMs: Date.UTC(2026, 10, 3),
    tags: ['desk'],
    samples: someSamples(slower),
  }),
]

/** The page over a real database with two runs. */
function showHistory(path = '/history', own: FakeClient['lab'] = {}) {
  const { lab } = openStore(storePaths(tempFolder()))
  lab.insertAll(runs)
  const calls: [string, unknown][] = []
  const client: FakeClient = {
    lab: {
      list: async ({
        offset,
        limit,
        order,
        ...filter
      }: Parameters<typeof lab.list>[0] & Parameters<typeof lab.list>[1]) => lab.list(filter, { offset, limit, order }),
      facets: async () => lab.facets(),
      run: async ({ runId }: { runId: string }) => lab.find(runId),
      compareRuns: async ({ beforeId, afterId }: { beforeId: string; afterId: string }) => {
        const [before, after] = [beforeId, afterId].map((id) => runs.find((run) => run.id === id))
        if (!before || !after) throw new Error('There is no such run.')
        return compareRuns(before, after)
      },
      changes: () => new Promise(() => undefined),
      remove: async ({ runIds }: { runIds: string[] }) => {
        calls.push(['remove', runIds])
        lab.remove(runIds, 1)
      },
      restore: async ({ runIds }: { runIds: string[] }) => void calls.push(['restore', runIds]),
      ...own,
    },
  }
  const view = renderPart(
    <>
      <HistoryContents />
      <HistoryPage />
    </>,
    { client },
  )
  view.location.navigate(path)
  return { ...view, calls }
}

const chooseRun = async (name: string) =>
  fireEvent.click(await screen.findByRole('checkbox', { name: `Choose ${name}` }))

test('runs are listed, filtered by what there is, and the filter is said and let go', async () => {
  showHistory()
  expect(await screen.findByText('2 runs')).toBeTruthy()
  expect(await screen.findByText('November 2026')).toBeTruthy()
  fireEvent.click(await screen.findByRole('button', { name: /^desk/ }))
  expect(await screen.findByText('1 run')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Remove the filter Tag: desk' }))
  expect(await screen.findByText('2 runs')).toBeTruthy()
  fireEvent.change(screen.getByRole('searchbox', { name: 'Search runs' }), { target: { value: 'nowhere' } })
  expect(await screen.findByText('No run is like that.')).toBeTruthy()
})

test('two chosen runs are compared, the earlier first', async () => {
  const { location } = showHistory()
  await chooseRun('After')
  expect(screen.getByRole('button', { name: 'Compare' }).hasAttribute('disabled')).toBe(true)
  await chooseRun('Before')
  fireEvent.click(screen.getByRole('button', { name: 'Compare' }))
  await waitFor(() => expect(location.history.at(-1)).toBe('/history/compare/old/new'))
  const speed = await screen.findByRole('region', { name: 'Speed' })
  expect(within(speed).getAllByText(/% slower$/)).toHaveLength(2)
  expect(within(speed).getAllByText('no clear difference')).toHaveLength(2)
})

test('deleted runs can be brought back', async () => {
  const { calls } = showHistory()
  await chooseRun('After')
  fireEvent.click(screen.getByRole('button', { name: 'Delete' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  expect(calls).toEqual([
    ['remove', ['new']],
    ['restore', ['new']],
  ])
})

test('an export leaves the machine and the paths out unless they are ticked', async () => {
  const asked: unknown[] = []
  showHistory('/history', {
    export: async (input: unknown) => {
      asked.push(input)
      return new Promise(() => undefined)
    },
  })
  await chooseRun('After')
  fireEvent.click(screen.getByRole('button', { name: 'Export' }))
  fireEvent.click(await screen.findByRole('button', { name: 'JSONL' }))
  expect(asked).toEqual([{ runIds: ['new'], format: 'llama-bench-jsonl', withMachineName: false, withPaths: false }])
})
