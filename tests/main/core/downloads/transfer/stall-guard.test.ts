import { expect, it, onTestFinished } from 'vitest'
import { receiveWatched, Stalled } from '../../../../../main/core/downloads/transfer/stall-guard.ts'
import { createDispatcher } from '../../../../../main/core/network/http.ts'
import { httpGet } from '../../../../../main/core/network/http-answer.ts'
import { fileServer } from '../../../../support/file-server.ts'

// A short body was read on to an end that never came, over a connection that nobody closed.
it('gives up on a body that stalls, however short it was to be, and ends its connection', async () => {
  const closed = Promise.withResolvers<void>()
  const server = await fileServer(Buffer.alloc(0), (_, response) => {
    response.on('close', closed.resolve)
    response.writeHead(200, { 'content-length': 1000 }).write(Buffer.alloc(10))
  })
  const dispatcher = createDispatcher({})
  onTestFinished(() => dispatcher.destroy())
  const answer = await httpGet(dispatcher, server.url, { headers: {}, signal: new AbortController().signal })
  await expect(receiveWatched(answer, () => null, 50)).rejects.toBeInstanceOf(Stalled)
  await closed.promise
})
