import { expect, it } from 'vitest'
import type { GenerateEvent } from '../../../../main/core/ports/engine-link.ts'
import { TokenBatch } from '../../../../main/engine/child/token-batch.ts'

it('sends the first piece at once, then one message each 16 ms at most, and loses nothing', () => {
  const sent: { text: string; atMs: number }[] = []
  let nowMs = 1000
  const batch = new TokenBatch(
    (event: GenerateEvent) => event.type === 'text' && sent.push({ text: event.text, atMs: nowMs }),
  )
  const counters = { decodeTokens: 1, decodeMs: 0, atMs: 0 }
  for (let index = 0; index < 100; index++) {
    batch.add(`${index} `, counters, nowMs)
    nowMs += 5
  }
  batch.flush(counters, nowMs)
  expect(sent[0]).toEqual({ text: '0 ', atMs: 1000 })
  const gaps = sent.slice(1, -1).map(({ atMs }, index) => atMs - (sent[index]?.atMs ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(16)
  expect(sent.map(({ text }) => text).join('')).toBe(Array.from({ length: 100 }, (_, index) => `${index} `).join(''))
})

it('sends nothing where there is no text', () => {
  const sent: GenerateEvent[] = []
  const batch = new TokenBatch((event) => sent.push(event))
  batch.add('', { decodeTokens: 1, decodeMs: 0, atMs: 0 }, 0)
  batch.flush({ decodeTokens: 1, decodeMs: 0, atMs: 0 }, 100)
  expect(sent).toEqual([])
})
