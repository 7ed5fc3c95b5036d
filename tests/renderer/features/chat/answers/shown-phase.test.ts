import { expect, test } from 'vitest'
import { shownPhase } from '../../../../../renderer/features/chat/answers/shown-phase.ts'

// A question asked while the model was loaded at the start was said to wait for another answer, of which there was none.
test('an answer that waits behind a load is loading; behind another answer it is queued', () => {
  expect(shownPhase('queued', 'loading')).toBe('loading')
  expect(shownPhase('queued', 'starting')).toBe('loading')
  expect(shownPhase('queued', 'generating')).toBe('queued')
  expect(shownPhase('queued', undefined)).toBe('queued')
  expect(shownPhase('prefill', 'loading')).toBe('prefill')
})
