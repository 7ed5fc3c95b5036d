import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import { testContext } from '../support/test-core.ts'
import { startTestWebServer } from '../support/test-web-server.ts'

const eventCount = 2000
const text = 'x'.repeat(64 * 1024)

it('a WebSocket client that does not read holds its stream up, instead of filling the memory of the server', async () => {
  const context = testContext()
  let taken = 0
  vi.spyOn(context.core.chat, 'follow').mockImplementation(async function* () {
    while (taken < eventCount) {
      taken += 1
      yield { id: taken, event: { type: 'text', text, decodeTokens: taken } }
    }
  })
  const { socketUrl } = await startTestWebServer(context)
  const socket = new WebSocket(socketUrl)
  onTestFinished(() => socket.terminate())
  await once(socket, 'open')
  const received: number[] = []
  const { promise: allReceived, resolve } = Promise.withResolvers<void>()
  socket.on('message', (data) => {
    // The wire format of oRPC: an event is of type 3, and carries its value in p.d.json.
    const { t: type, p: payload } = JSON.parse(data.toString())
    if (type !== 3) return
    if (payload.e === 'done') return resolve()
    received.push(payload.d.json.decodeTokens)
  })
  socket.pause()
  socket.send(JSON.stringify({ i: '1', p: { u: '/chat/follow', b: { json: { messageId: 'any' } } } }))

  await heldUp(() => taken)
  const takenUnread = taken
  socket.resume()
  await allReceived

  // What the two ends of the connection and the kernel hold is a few megabytes; all events are 131.
  expect(takenUnread * text.length).toBeLessThan(40_000_000)
  expect(received).toEqual(Array.from({ length: eventCount }, (_, index) => index + 1))
}, 20_000)

/** Waits until a count has stood still over many turns of the event loop. */
async function heldUp(count: () => number): Promise<void> {
  let last = -1
  for (let still = 0; still < 2000; still += 1) {
    if (count() !== last || last === 0) {
      last = count()
      still = 0
    }
    await setImmediate()
  }
}
