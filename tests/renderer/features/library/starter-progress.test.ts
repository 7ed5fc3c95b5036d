import { expect, test } from 'vitest'
import { starterFigures, starterProgress } from '../../../../renderer/features/library/starter-progress.ts'

const fetching = {
  phase: 'fetching' as const,
  source: 'hugging-face' as const,
  label: 'huggingface.co',
  receivedBytes: 49_181_216,
  totalBytes: 98_362_432,
  bytesPerSecond: 10_000_000,
  attempts: [],
}

test('a fetch has its share, its rate and the time left', () => {
  expect(starterProgress(fetching)).toBe(0.5)
  expect(starterFigures(fetching)).toEqual({ received: '49.2 MB / 98.4 MB', rate: '10.0 MB/s', left: '5.00 s' })
})

test('a source that does not tell its size has no share and no time left, rather than invented ones', () => {
  const unknown = { ...fetching, totalBytes: null, bytesPerSecond: null }
  expect(starterProgress(unknown)).toBeNull()
  expect(starterFigures(unknown)).toEqual({ received: '49.2 MB', rate: null, left: null })
})

test('more bytes than were announced are not more than all', () => {
  expect(starterProgress({ ...fetching, receivedBytes: 99_000_000 })).toBe(1)
})
