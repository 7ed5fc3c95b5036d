import { expect, it } from 'vitest'
import { retryAfterS } from '../../../../main/core/network/retry-after.ts'

const nowMs = Date.parse('2026-05-01T12:00:00Z')
const ask = (headers: Record<string, string>) => retryAfterS((name) => headers[name] ?? null, nowMs)

it.each([
  ['a number', { 'retry-after': '17' }, 17],
  ['a date', { 'retry-after': 'Fri, 01 May 2026 12:02:00 GMT' }, 120],
  ['a date that has passed', { 'retry-after': 'Fri, 01 May 2026 11:00:00 GMT' }, 1],
  ['what Hugging Face says', { ratelimit: '"api";r=0;t=55' }, 55],
  ['both: Retry-After wins', { 'retry-after': '17', ratelimit: '"api";r=0;t=55' }, 17],
  ['nonsense', { 'retry-after': 'soon', ratelimit: 'later' }, 60],
  ['nothing', {}, 60],
  // A server must not be able to stop a download for a year.
  ['a year', { 'retry-after': '31536000' }, 3600],
])('waits as long as an answer asks for: %s', (_, headers, seconds) => {
  expect(ask(headers)).toBe(seconds)
})
