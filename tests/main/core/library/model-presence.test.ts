import { expect, test } from 'vitest'
import { ModelPresence } from '../../../../main/core/library/model-presence.ts'

/** Looks that the test answers one by one. */
function presenceBench() {
  const looks: PromiseWithResolvers<ReadonlySet<string>>[] = []
  let told = 0
  const presence = new ModelPresence({
    look: () => {
      const look = Promise.withResolvers<ReadonlySet<string>>()
      looks.push(look)
      return look.promise
    },
    onLooked: () => {
      told += 1
    },
  })
  return { presence, looks, told: () => told }
}

// A scan listed a model while a look was on its way: it was shown as not reachable for thirty seconds.
test('who asks while a look is on its way gets one that began after that', async () => {
  const { presence, looks, told } = presenceBench()
  const first = presence.look()
  const second = presence.look()
  expect(presence.look()).toBe(second)
  looks[0]?.resolve(new Set(['a']))
  await first
  expect([...presence.there]).toEqual(['a'])
  await expect.poll(() => looks.length).toBe(2)
  looks[1]?.resolve(new Set(['a', 'b']))
  await second
  expect([...presence.there]).toEqual(['a', 'b'])
  expect(told()).toBe(2)
})

test('what somebody has read meanwhile is there, whatever an older look says', async () => {
  const { presence, looks } = presenceBench()
  presence.note('before')
  const look = presence.look()
  presence.note('new')
  looks[0]?.resolve(new Set(['a']))
  await look
  expect([...presence.there].toSorted()).toEqual(['a', 'new'])
})

test('a look that fails leaves what was known, and the next one is another', async () => {
  const { presence, looks, told } = presenceBench()
  presence.note('a')
  const failed = presence.look()
  const next = presence.look()
  looks[0]?.reject(new Error('no memory'))
  await expect(failed).rejects.toThrow('no memory')
  expect([...presence.there]).toEqual(['a'])
  expect(told()).toBe(0)
  await expect.poll(() => looks.length).toBe(2)
  looks[1]?.resolve(new Set())
  await next
  expect([...presence.there]).toEqual([])
})

test('after the end nothing is looked at, told or waited for', async () => {
  const { presence, looks, told } = presenceBench()
  void presence.look()
  const closed = presence.close()
  looks[0]?.resolve(new Set(['a']))
  await closed
  await presence.look()
  expect(looks).toHaveLength(1)
  expect(told()).toBe(0)
})
