import { expect, it, onTestFinished, vi } from 'vitest'
import type { LabSample } from '#contract/lab/run.ts'
import { LiveValue } from '../../main/core/live-value.ts'
import { connectWebSocket } from '../../renderer/data/connections.ts'
import { aLabRun } from '../support/lab-runs.ts'
import { type TestContext, testContext } from '../support/test-core.ts'
import { startTestWebServer } from '../support/test-web-server.ts'
import { startProxy } from './cuttable-proxy.ts'

/** The renderer's own client, over a line that can be cut. */
async function connectOverProxy(context: TestContext) {
  const server = await startTestWebServer(context)
  const proxy = await startProxy(server.port)
  const connection = connectWebSocket(`ws://127.0.0.1:${proxy.port}/api?token=${server.access.token}`)
  onTestFinished(connection.close)
  return { ...connection, proxy }
}

it('a stream that is cut again and again comes whole: no text is lost and none comes twice', async () => {
  const context = testContext()
  const { client, proxy } = await connectOverProxy(context)
  const { answer } = await client.chat.send({ conversationId: null, parentId: null, text: 'Count.' })
  const played = await context.engine.at(0)
  const pieces = Array.from({ length: 120 }, (_, index) => `${index} `)
  const cutsAt = [10, 40, 41, 90]

  let text = ''
  const types: string[] = []
  const read = async () => {
    for await (const event of await client.chat.follow({ messageId: answer.id })) {
      types.push(event.type)
      if (event.type === 'text') text += event.text
      if (event.type === 'end') return event.message
    }
    throw new Error('The stream ended without its end.')
  }
  const reading = read()
  await vi.waitFor(() => expect(types).toContain('snapshot'))
  for (const [index, piece] of pieces.entries()) {
    await played.text(piece)
    if (cutsAt.includes(index)) {
      const before = proxy.connections()
      proxy.cut()
      // The answer goes on while nobody follows it; every second cut is left to heal first.
      if (index % 20 === 0) await vi.waitFor(() => expect(proxy.connections()).toBeGreaterThan(before), 5000)
    }
  }
  await played.end()

  expect((await reading).text).toBe(pieces.join(''))
  expect(text).toBe(pieces.join(''))
  expect(types.filter((type) => type === 'snapshot')).toHaveLength(1)
}, 20_000)

it('samples of a run come once each, in order, however often their stream is cut', async () => {
  const context = testContext()
  const { client, proxy } = await connectOverProxy(context)
  const { samples } = aLabRun()
  const measured = new LiveValue(samples.slice(0, 3))
  vi.spyOn(context.core.lab, 'samples').mockImplementation(async function* (_runId, signal) {
    let told = 0
    for await (const all of measured.watch(signal)) {
      yield all.slice(told)
      told = all.length
      if (told === samples.length) return
    }
  })
  const arrived: LabSample[] = []
  const read = async () => {
    for await (const some of await client.lab.samples({ runId: 'run' })) arrived.push(...some)
  }
  const reading = read()
  for (let count = 3; count <= samples.length; count += 1) {
    measured.set(samples.slice(0, count))
    await vi.waitFor(() => expect(arrived).toHaveLength(count), 5000)
    if (count % 6 === 0) proxy.cut()
  }
  await reading
  expect(arrived).toEqual(samples)
}, 20_000)

it('the count of changes to the history goes on after a cut', async () => {
  const context = testContext()
  const { client, proxy } = await connectOverProxy(context)
  const stream = await client.lab.changes()
  expect(await stream.next()).toMatchObject({ value: 0 })
  proxy.cut()
  context.core.labHistory.announce()
  expect(await stream.next()).toMatchObject({ value: 1 })
  await stream.return?.()
}, 20_000)

it('a stream of a value that changes goes on with the newest one', async () => {
  const context = testContext()
  const { client, proxy } = await connectOverProxy(context)
  const stream = await client.settings.watch()
  await stream.next()
  proxy.cut()
  context.core.settings.change({ theme: 'dark' })
  expect(await stream.next()).toMatchObject({ value: { theme: 'dark' } })
  await stream.return?.()
}, 20_000)

it('a call in flight fails when the line is cut, and is not sent a second time', async () => {
  const context = testContext()
  const { client, proxy, status } = await connectOverProxy(context)
  const arrived = Promise.withResolvers<void>()
  const stop = vi.spyOn(context.core.chat, 'stop').mockImplementation(() => {
    arrived.resolve()
    return new Promise(() => undefined)
  })
  const call = client.chat.stop({ messageId: 'any' })
  const failed = expect(call).rejects.toThrow()
  await arrived.promise
  proxy.cut()
  await failed
  await vi.waitFor(() => expect(status.getState()).toBe('open'), 5000)
  expect(await client.conversations.list()).toEqual([])
  expect(stop).toHaveBeenCalledOnce()
}, 20_000)
