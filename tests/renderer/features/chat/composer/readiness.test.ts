import { expect, test } from 'vitest'
import { readinessOf } from '../../../../../renderer/features/chat/composer/readiness.ts'

test('a question can be sent while the model is on its way, but not where none will come', () => {
  expect(readinessOf({ hasModel: false, starter: 'fetching' }, 'open', false)).toBe('waits')
  expect(readinessOf({ hasModel: false, starter: 'failed' }, 'open', false)).toBe('no-model')
  expect(readinessOf({ hasModel: false, starter: 'declined' }, 'open', false)).toBe('no-model')
  expect(readinessOf({ hasModel: true, starter: 'failed' }, 'open', false)).toBe('ready')
  expect(readinessOf(undefined, 'connecting', false)).toBe('ready')
  expect(readinessOf({ hasModel: true, starter: 'ready' }, 'lost', false)).toBe('offline')
})
