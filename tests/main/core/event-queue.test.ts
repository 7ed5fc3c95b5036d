import { expect, it } from 'vitest'
import { EventQueue } from '../../../main/core/event-queue.ts'

async function read<T>(queue: EventQueue<T>): Promise<{ items: T[]; error: unknown }> {
  const items: T[] = []
  try {
    for await (const item of queue) items.push(item)
    return { items, error: null }
  } catch (error) {
    return { items, error }
  }
}

it('gives all that was pushed before and while it is read, in order, up to the end', async () => {
  const queue = new EventQueue<number>()
  queue.push(1)
  const reading = read(queue)
  queue.push(2)
  await Promise.resolve()
  queue.push(3)
  queue.close()
  queue.push(4)
  expect(await reading).toEqual({ items: [1, 2, 3], error: null })
})

it('gives what came before a failure, and then the failure', async () => {
  const queue = new EventQueue<number>()
  const failure = new Error('gone')
  queue.push(1)
  queue.fail(failure)
  queue.close()
  expect(queue.ended).toBe(true)
  expect(await read(queue)).toEqual({ items: [1], error: failure })
})
