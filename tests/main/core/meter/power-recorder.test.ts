import { expect, test, vi } from 'vitest'
import { Fault } from '../../../../main/core/fault.ts'
import { PowerRecorder } from '../../../../main/core/meter/power-recorder.ts'
import type { PiecesListener } from '../../../../main/core/meter/power-sources.ts'
import type { HistorySource, PowerPiece } from '../../../../main/core/ports/power-history-repository.ts'
import { ManualTimer } from '../../../support/manual-timer.ts'
import { piecesBetween, yearSources } from '../../../support/power-year.ts'
import { tempStore } from '../../../support/temp-store.ts'

const startMs = 1_764_000_000_000
const hourMs = 3_600_000

/** A recorder over a real database, whose sources and time the test plays. */
function bench() {
  const { powerHistory: history } = tempStore()
  const timer = new ManualTimer()
  const listeners = new Set<PiecesListener>()
  const sources = {
    onPieces(listener: PiecesListener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  let nowMs = startMs
  const recorder = new PowerRecorder({ sources, history, now: () => nowMs, setTimer: timer.set })
  recorder.start()
  const hand = (known: readonly HistorySource[], pieces: readonly PowerPiece[]) => {
    for (const listener of listeners) listener(known, pieces)
  }
  return {
    recorder,
    history,
    timer,
    listeners,
    /** A second of two devices. */
    second(index: number) {
      nowMs = startMs + index * 1000
      hand(yearSources, piecesBetween(nowMs, nowMs + 1000))
    },
    hand,
    setNow(atMs: number) {
      nowMs = atMs
    },
    /** Of the first device. */
    keptMs: () =>
      history
        .read(startMs, startMs + hourMs, 1)
        .steps.reduce((sum, { sourceId, coveredMs }) => sum + (sourceId === yearSources[0]?.id ? coveredMs : 0), 0),
  }
}

test('what was measured is in the history at once', () => {
  const { second, history } = bench()
  second(0)
  const { steps, sources } = history.read(startMs, startMs + 1000, 10)
  expect(sources).toEqual(yearSources)
  expect(steps.map(({ energyJ }) => energyJ)).toEqual(
    yearSources.flatMap(({ id }) =>
      piecesBetween(startMs, startMs + 1000).flatMap(({ sourceId, energyJ }) => (sourceId === id ? energyJ : [])),
    ),
  )
})

// On a full disk each second cost a failed write, and the error went through the meter to the window.
test('a full disk leaves out what is measured meanwhile, is asked seldom, and is used again when there is room', () => {
  const { second, history, timer, keptMs } = bench()
  second(0)
  const append = vi.spyOn(history, 'append').mockImplementation(() => {
    throw new Fault('DISK_FULL', { params: { path: 'wattle.db' } })
  })
  for (let index = 1; index < 60; index += 1) {
    second(index)
    timer.advance(1000)
  }
  expect(append.mock.calls.length).toBe(2)
  append.mockRestore()
  timer.advance(30_000)
  second(100)
  expect(keptMs()).toBe(2000)
})

test('old times are made coarser some seconds after the start, piece by piece, and then each minute', () => {
  const { history, timer, hand, setNow } = bench()
  for (let minute = 0; minute < 4; minute += 1) {
    hand(yearSources, piecesBetween(startMs + minute * 60_000, startMs + (minute + 1) * 60_000))
  }
  setNow(startMs + 2 * hourMs)
  const stepMs = () => history.read(startMs, startMs + 1000, 10).stepMs
  timer.advance(14_000)
  expect(stepMs()).toBe(100)
  const tidy = vi.spyOn(history, 'tidy')
  timer.advance(1000)
  expect(tidy).toHaveLastReturnedWith(true)
  for (let call = 0; call < 10; call += 1) timer.advance(200)
  expect(tidy).toHaveLastReturnedWith(false)
  expect(stepMs()).toBe(1000)
  const before = tidy.mock.calls.length
  timer.advance(60_000)
  expect(tidy.mock.calls.length).toBe(before + 1)
})

test('a tidying that fails is tried again, and stops nothing', () => {
  const { history, timer, second, keptMs } = bench()
  const tidy = vi.spyOn(history, 'tidy').mockImplementation(() => {
    throw new Fault('DATABASE_DAMAGED', { params: { path: 'wattle.db' } })
  })
  timer.advance(15_000)
  timer.advance(60_000)
  expect(tidy.mock.calls.length).toBe(2)
  timer.advance(30_000)
  second(0)
  expect(keptMs()).toBe(1000)
})

test('closing leaves no timer and no listener, and nothing is written after it', () => {
  const { recorder, timer, listeners, history, second } = bench()
  vi.spyOn(history, 'append').mockImplementation(() => {
    throw new Fault('DISK_FULL', { params: { path: 'wattle.db' } })
  })
  second(0)
  recorder.close()
  expect([timer.pendingCount, listeners.size]).toEqual([0, 0])
})
