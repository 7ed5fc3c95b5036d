import { describe, expect, test, vi } from 'vitest'
import { createLiveStore, followInto } from '../../../renderer/stores/live-store.ts'

async function* values(...items: number[]) {
  yield* items
}

describe('followInto', () => {
  test('the store has the newest value', async () => {
    const store = createLiveStore<number>()
    const controller = new AbortController()
    const seen: (number | undefined)[] = []
    store.subscribe((value) => {
      seen.push(value)
      if (value === 3) controller.abort()
    })
    await followInto(store, async () => values(1, 2, 3), controller.signal)
    expect(seen).toEqual([1, 2, 3])
  })

  test('a stream that ends or fails is begun again', async () => {
    vi.useFakeTimers()
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const store = createLiveStore<number>()
    const controller = new AbortController()
    let starts = 0
    const following = followInto(
      store,
      async () => {
        starts += 1
        if (starts === 1) throw new Error('refused')
        return values(starts)
      },
      controller.signal,
    )
    await vi.runOnlyPendingTimersAsync()
    await vi.runOnlyPendingTimersAsync()
    expect(store.getState()).toBeGreaterThanOrEqual(2)
    controller.abort()
    await following
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  test('an aborted follower writes nothing more', async () => {
    const store = createLiveStore<number>()
    const controller = new AbortController()
    controller.abort()
    await followInto(store, async () => values(1), controller.signal)
    expect(store.getState()).toBeUndefined()
  })

  // The bug: four times a second all that shows an unchanged part of the meter's state is rendered again.
  test('what is equal to before stays the same object, and that the same came again is told', async () => {
    type State = { power: { watts: number }; sources: { id: string }[] }
    const sent = (watts: number): State => ({ power: { watts }, sources: [{ id: 'rapl' }] })
    const store = createLiveStore<State>()
    const seen: (State | undefined)[] = []
    const controller = new AbortController()
    store.subscribe((value) => {
      seen.push(value)
      if (seen.length === 3) controller.abort()
    })
    const watch = async function* () {
      yield sent(1)
      yield sent(2)
      yield sent(2)
    }
    await followInto(store, async () => watch(), controller.signal)
    expect(seen.map((state) => state?.power.watts)).toEqual([1, 2, 2])
    expect(seen[1]?.sources).toBe(seen[0]?.sources)
    expect(seen[2]).not.toBe(seen[1])
  })
})
