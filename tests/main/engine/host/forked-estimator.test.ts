import { resolve } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { FitQuestion } from '../../../../main/core/ports/fit-estimator.ts'
import { ForkedEstimator } from '../../../../main/engine/host/forked-estimator.ts'
import { defaultLoadOptions } from '../../../../preload/contract/engine.ts'

const childPath = resolve(import.meta.dirname, '../../../support/engine-children/bad-estimator.ts')

function estimator(options: { deadlineMs?: number; idleMs?: number } = {}): ForkedEstimator {
  const own = new ForkedEstimator({ childPath, ...options })
  onTestFinished(() => own.close())
  return own
}

function question(path: string, change: Partial<FitQuestion> = {}): FitQuestion {
  const file = { modelId: path, path, sizeBytes: 1, modifiedAtMs: 1 }
  return { ...file, backend: 'cpu', contextTokens: 1024, options: defaultLoadOptions, heldVramBytes: 0, ...change }
}

const contextOf = (contextTokens: number) => ({
  status: 'simulated',
  simulation: expect.objectContaining({ context: { ramBytes: contextTokens, vramBytes: 0 } }),
})

test('starts its process for the first question, and asks the same one again', async () => {
  const own = estimator()
  expect(own.pid).toBe(null)
  expect(await own.ask(question('good'))).toMatchObject({ simulation: { weights: { ramBytes: 1 } } })
  const { pid } = own
  expect(await own.ask(question('good'))).toMatchObject({ simulation: { weights: { ramBytes: 2 } } })
  expect(own.pid).toBe(pid)
})

// Of the seven points of a curve five were the header's word, and the picker's figure was, while the details asked about the same model.
test('asks all questions about a model, one after the other as they came', async () => {
  const own = estimator()
  const asked = [1, 2, 3, 4, 5].map((contextTokens) => own.ask(question('good', { contextTokens })))
  const other = own.ask(question('other', { contextTokens: 9 }))
  expect(await Promise.all(asked)).toEqual([1, 2, 3, 4, 5].map(contextOf))
  expect(await other).toMatchObject({ ...contextOf(9), simulation: { weights: { ramBytes: 6 } } })
})

// A file that ends the process ended it again with each move of the slider.
test('does not ask again about a file that ended the process, unless it changed, and asks about others', async () => {
  const own = estimator()
  const first = await own.ask(question('crash'))
  expect(first).toEqual({ status: 'unavailable', reason: 'Crashed with SIGSEGV\nGGML_ASSERT failed' })
  const { pid } = own
  expect(await own.ask(question('crash', { contextTokens: 2048 }))).toEqual(first)
  expect(own.pid).toBe(pid)
  expect(await own.ask(question('crash', { modifiedAtMs: 2, path: 'mended' }))).toMatchObject(contextOf(1024))
  expect(await own.ask(question('good'))).toMatchObject(contextOf(1024))
})

// On a machine that was busy for ten seconds, a good file was judged by its header alone until the next start.
test('kills a process that does not answer in time, goes on with a new one, and gives the file one more chance', async () => {
  const own = estimator({ deadlineMs: 500 })
  const tooLate = { status: 'unavailable', reason: 'No answer within 0.5 s' }
  for (let time = 0; time < 2; time += 1) {
    const answer = own.ask(question('hang'))
    expect(own.pid).not.toBe(null)
    expect(await answer).toEqual(tooLate)
  }
  const answer = own.ask(question('hang'))
  expect(own.pid).toBe(null)
  expect(await answer).toEqual(tooLate)
})

test('asks a new process what waited for one that did not answer in time', async () => {
  const own = estimator({ deadlineMs: 4000 })
  const hanging = own.ask(question('hang'))
  const after = own.ask(question('good'))
  expect(await hanging).toMatchObject({
    status: 'unavailable',
    reason: expect.stringContaining('No answer within 4 s'),
  })
  expect(await after).toMatchObject(contextOf(1024))
})

test('takes no answer that it does not understand', async () => {
  const own = estimator()
  expect(await own.ask(question('nonsense'))).toEqual({
    status: 'unavailable',
    reason: 'An answer that is not understood',
  })
})

test('a process that cannot be started is a reason, not a crash of the app', async () => {
  const own = new ForkedEstimator({ childPath: resolve(import.meta.dirname, 'no-such-file.ts') })
  onTestFinished(() => own.close())
  expect(await own.ask(question('good'))).toMatchObject({
    status: 'unavailable',
    reason: expect.stringContaining('Ended with exit code 1'),
  })
})

// The first question was never answered, and none after it.
test('nor is one that the system refuses to make, each time anew', async () => {
  const own = new ForkedEstimator({ childPath: 'no\0path' })
  onTestFinished(() => own.close())
  for (let time = 0; time < 2; time += 1) {
    expect(await own.ask(question('good'))).toMatchObject({
      status: 'unavailable',
      reason: expect.stringContaining('null bytes'),
    })
  }
})

// llama.cpp and the headers of three files stayed in memory for good.
test('ends its process when nobody has asked for a while, and starts another one when somebody does', async () => {
  const own = estimator({ idleMs: 50 })
  await own.ask(question('good'))
  const { pid } = own
  await vi.waitFor(() => expect(own.pid).toBe(null))
  expect(await own.ask(question('good'))).toMatchObject({ simulation: { weights: { ramBytes: 1 } } })
  expect(own.pid).not.toBe(pid)
})

// Of a GPU that a model just fills a layer went to the CPU, since the process that had judged the load still held a part of it.
test('gives a GPU back when it is to rest, but not in mid-question, and keeps what costs no GPU', async () => {
  const own = estimator()
  await own.ask(question('good'))
  const { pid } = own
  own.rest()
  expect(own.pid).toBe(pid)
  const answer = own.ask(question('good', { backend: 'vulkan' }))
  own.rest()
  expect(await answer).toMatchObject(contextOf(1024))
  await vi.waitFor(() => {
    own.rest()
    expect(own.pid).toBe(null)
  })
  expect(await own.ask(question('good', { backend: 'vulkan' }))).toMatchObject(contextOf(1024))
})

test('another backend gets a process of its own', async () => {
  const own = estimator()
  await own.ask(question('good'))
  const { pid } = own
  expect(await own.ask(question('good', { backend: 'vulkan' }))).toMatchObject({
    simulation: { weights: { ramBytes: 1 } },
  })
  expect(own.pid).not.toBe(pid)
})

test('on close answers what still waits, and leaves no process behind', async () => {
  const own = estimator()
  const asked = [own.ask(question('hang')), own.ask(question('good'))]
  await own.close()
  for (const answer of await Promise.all(asked)) expect(answer.status).toBe('unavailable')
  expect(own.pid).toBe(null)
  expect(await own.ask(question('good'))).toMatchObject({ status: 'unavailable' })
})
