import { expect, it } from 'vitest'
import { NetworkLog } from '../../../../main/core/network/network-log.ts'

it('tells of each request how it went, the newest first', () => {
  let nowMs = 10
  const log = new NetworkLog(() => nowMs)
  expect(log.list()).toEqual([])
  const first = log.begin('example.org/file', 'starter-model')
  nowMs = 20
  const second = log.begin('pip download', 'starter-model')
  first.received(5)
  first.received(9)
  first.failed()
  second.done()
  expect(log.list()).toEqual([
    { atMs: 20, target: 'pip download', purpose: 'starter-model', outcome: 'done', receivedBytes: 0 },
    { atMs: 10, target: 'example.org/file', purpose: 'starter-model', outcome: 'failed', receivedBytes: 9 },
  ])
})

// A reader that holds the list would see it change under its hands, and a stream would compare it equal.
it('gives out copies, and keeps a bounded number', () => {
  const log = new NetworkLog(() => 0)
  const request = log.begin('a', 'starter-model')
  const [before] = log.list()
  request.received(1)
  expect(before?.receivedBytes).toBe(0)
  for (let index = 0; index < 600; index += 1) log.begin(`request ${index}`, 'starter-model')
  expect(log.list()).toHaveLength(500)
  expect(log.list()[0]?.target).toBe('request 599')
})
