import { expect, test } from 'vitest'
import { runLoad } from '../../../../../main/core/meter/calibration/run-load.ts'
import { engineBench } from '../../../../support/engine-bench.ts'

test('the load is an answer of the chosen model, of a length after which others have their turn', async () => {
  const { service, link, models } = engineBench({ tokens: () => Array.from({ length: 1000 }, () => 'word ') })
  const told: string[] = []
  service.activity.subscribe((activity) => {
    if (activity.type === 'answer-ended') told.push(`${activity.decodeTokens} tokens`)
  })
  await runLoad(service, new AbortController().signal)
  expect(models.used).toEqual(['a'])
  expect(link.requests).toHaveLength(1)
  expect(told).toEqual(['128 tokens'])
})

test('the load ends with its signal, and fails with what the engine fails with', async () => {
  const { service, link, models } = engineBench({
    tokensPerSecond: 10,
    tokens: () => Array.from({ length: 1000 }, () => 'x'),
  })
  const stop = new AbortController()
  const loading = runLoad(service, stop.signal)
  await expect.poll(() => link.requests.length).toBe(1)
  stop.abort()
  await loading
  models.chosen = null
  await expect(runLoad(service, new AbortController().signal)).rejects.toMatchObject({ code: 'MODEL_NOT_CHOSEN' })
})
