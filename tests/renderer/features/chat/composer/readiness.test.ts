import { expect, test } from 'vitest'
import { readinessOf } from '../../../../../renderer/features/chat/composer/readiness.ts'

test('a question can be sent while the model is on its way, but not where none will come', () => {
  expect(readinessOf({ hasModel: false, starter: 'fetching' }, 'open')).toBe('waits')
  expect(readinessOf({ hasModel: false, starter: 'failed' }, 'open')).toBe('no-model')
  expect(readinessOf({ hasModel: false, starter: 'declined' }, 'open')).toBe('no-model')
  expect(readinessOf({ hasModel: true, starter: 'failed' }, 'open')).toBe('ready')
  expect(readinessOf(undefined, 'connecting')).toBe('ready')
  expect(readinessOf({ hasModel: true, starter: 'ready' }, 'lost')).toBe('offline')
})
