import { expect, test } from 'vitest'
import { type ImportJob, ImportQueue } from '../../../../../renderer/features/library/imports/import-queue.ts'
import { SendFailure } from '../../../../../renderer/features/library/imports/send-file.ts'

/** A job that ends when the test says so. */
const heldJob = (name: string) => {
  const { promise, resolve, reject } = Promise.withResolvers<string | null>()
  let options: Parameters<ImportJob['run']>[0] | null = null
  const job: ImportJob = {
    name,
    sizeBytes: 100,
    run: (given) => {
      options = given
      given.signal.addEventListener('abort', () => reject(given.signal.reason))
      return promise
    },
  }
  return { job, resolve, reject, isRunning: () => options !== null, sent: (bytes: number) => options?.onSent(bytes) }
}
const settle = () => new Promise((done) => setTimeout(done, 0))
const shown = (queue: ImportQueue) =>
  queue.entries.getState().map(({ name, state, sentBytes }) => [name, state, sentBytes])

test('files come one after the other, and each says how far it is', async () => {
  const queue = new ImportQueue()
  const [one, two] = [heldJob('one'), heldJob('two')]
  const added = queue.add([one.job, two.job])
  one.sent(40)
  expect(shown(queue)).toEqual([
    ['one', 'running', 40],
    ['two', 'waiting', 0],
  ])
  expect(two.isRunning()).toBe(false)
  one.resolve('model one')
  await settle()
  expect(shown(queue)).toEqual([['two', 'running', 0]])
  two.resolve(null)
  expect(await added).toEqual(['model one'])
  expect(shown(queue)).toEqual([])
})

test('one that fails stays with its reason until it is put away, and hinders no other', async () => {
  const queue = new ImportQueue()
  const [one, two] = [heldJob('one'), heldJob('two')]
  const added = queue.add([one.job, two.job])
  one.reject(new SendFailure({ code: 'DISK_FULL', params: {}, detail: null }))
  two.resolve('model two')
  expect(await added).toEqual(['model two'])
  const [entry] = queue.entries.getState()
  expect(entry).toMatchObject({ name: 'one', state: 'failed', problem: { code: 'DISK_FULL' } })
  queue.cancel(entry?.id ?? 0)
  expect(shown(queue)).toEqual([])
})

test('one that is cancelled is stopped and gone, one that waits is never begun', async () => {
  const queue = new ImportQueue()
  const [one, two, three] = [heldJob('one'), heldJob('two'), heldJob('three')]
  const added = queue.add([one.job, two.job, three.job])
  const [first, second] = queue.entries.getState()
  queue.cancel(second?.id ?? 0)
  queue.cancel(first?.id ?? 0)
  three.resolve('model three')
  expect(await added).toEqual(['model three'])
  expect(two.isRunning()).toBe(false)
  expect(shown(queue)).toEqual([])
})

test('files that are added while others are under way wait for them', async () => {
  const queue = new ImportQueue()
  const [one, two] = [heldJob('one'), heldJob('two')]
  const first = queue.add([one.job])
  const second = queue.add([two.job])
  expect(two.isRunning()).toBe(false)
  one.resolve('a')
  two.resolve('b')
  expect([await first, await second]).toEqual([['a'], ['b']])
})
