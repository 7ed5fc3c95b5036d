import { getEventMeta, ORPCError } from '@orpc/client'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { AnswerEvent } from '#contract/chat.ts'
import type { WattleClient } from '#contract/index.ts'
import { type TestContext, testContext } from '../support/test-core.ts'
import { transports } from './transports.ts'

const failureOf = async (call: Promise<unknown>): Promise<ORPCError<string, unknown>> => {
  const error: unknown = await call.then(
    () => new Error('The call succeeded.'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof ORPCError)) throw error
  return error
}

describe.each(transports)('the contract over $name', ({ connect }) => {
  let context: TestContext
  let client: WattleClient

  const ask = (text: string) => client.chat.send({ conversationId: null, parentId: null, text })

  beforeEach(async () => {
    context = testContext({
      openFolder: () => {
        throw new Error('The file manager is away.')
      },
    })
    client = await connect(context)
  })

  it('answers a call', async () => {
    const { question } = await ask('Why is the sky blue?')
    const [conversation] = await client.conversations.list()
    expect(conversation).toMatchObject({ id: question.conversationId, title: 'Why is the sky blue?', messageCount: 2 })
  })

  it('answers many calls at once, each with its own', async () => {
    const texts = Array.from({ length: 50 }, (_, index) => `Question ${index}`)
    const turns = await Promise.all(texts.map(ask))
    expect(turns.map(({ question }) => question.text)).toEqual(texts)
  })

  it('carries a failure as its code with its values', async () => {
    const error = await failureOf(client.conversations.get({ id: 'nowhere' }))
    expect(error).toMatchObject({
      code: 'CONVERSATION_NOT_FOUND',
      defined: true,
      data: { params: { id: 'nowhere' }, detail: null },
    })
    expect(context.reported).toEqual([])
  })

  it('carries a failure of a stream in the same way', async () => {
    const failing = client.chat.follow({ messageId: 'nowhere' }).then((stream) => stream.next())
    expect(await failureOf(failing)).toMatchObject({
      code: 'MESSAGE_NOT_FOUND',
      defined: true,
      data: { params: { id: 'nowhere' } },
    })
  })

  it('hides the stack of what nobody foresaw, and writes it down', async () => {
    const error = await failureOf(client.app.openFolder({ folder: 'log' }))
    expect(error).toMatchObject({
      code: 'INTERNAL',
      defined: true,
      data: { params: {}, detail: 'The file manager is away.' },
    })
    expect(JSON.stringify(error)).not.toContain('contract.test')
    expect(context.reported).toEqual([new Error('The file manager is away.')])
  })

  // The bug: a socket that closes on a file that is larger than a question may be.
  it('carries a file of nine million characters, and why it is not imported', async () => {
    const text = `<html>${'x"é\n'.repeat(2_250_000)}`
    expect(await failureOf(client.lab.import({ fileName: 'page.json', text }))).toMatchObject({
      code: 'LAB_IMPORT_REFUSED',
      data: { params: { fileName: 'page.json', reason: 'html', line: 1 } },
    })
  })

  it('refuses input out of range, and changes nothing', async () => {
    const before = context.core.settings.state.value
    expect(await failureOf(client.settings.change({ proseSizePx: 99 }))).toMatchObject({ code: 'BAD_REQUEST' })
    expect(context.core.settings.state.value).toBe(before)
  })

  it('streams a value that changes: the present one, then each new one', async () => {
    const stream = await client.settings.watch()
    expect(await stream.next()).toMatchObject({ value: { theme: 'system' } })
    await client.settings.change({ theme: 'dark' })
    expect(await stream.next()).toMatchObject({ value: { theme: 'dark' } })
    await stream.return?.()
  })

  it('streams an answer, each event numbered by the length of the text so far', async () => {
    const { answer } = await ask('Hello?')
    const stream = await client.chat.follow({ messageId: answer.id })
    const played = await context.engine.at(0)
    const events: AnswerEvent[] = []
    for await (const event of stream) {
      if (event.type === 'snapshot')
        void played
          .text('Good ')
          .then(() => played.text('morning.'))
          .then(() => played.end())
      events.push(event)
      const text = events.map((each) => (each.type === 'text' ? each.text : '')).join('')
      expect(getEventMeta(event)?.id).toBe(String(text.length))
    }
    expect(events.at(0)).toMatchObject({ type: 'snapshot', message: { id: answer.id, text: '' } })
    expect(events.at(-1)).toMatchObject({ type: 'end', message: { text: 'Good morning.', state: 'complete' } })
  })

  it('goes on after the text that a returning reader has', async () => {
    const { answer } = await ask('Hello?')
    const played = await context.engine.at(0)
    await played.text('Good morning.')
    await played.end()
    const stream = await client.chat.follow({ messageId: answer.id }, { lastEventId: '5' })
    expect(await stream.next()).toMatchObject({ value: { type: 'text', text: 'morning.' } })
    await stream.return?.()
  })

  describe('a reader that leaves', () => {
    /** Puts a source in place that waits for its end after one event. Resolves when its `finally` has run. */
    const watchedSource = (): Promise<void> => {
      const { promise, resolve } = Promise.withResolvers<void>()
      vi.spyOn(context.core.chat, 'follow').mockImplementation(async function* (_messageId, _length, signal) {
        try {
          yield { id: 0, event: { type: 'dropped', messages: 1 } }
          signal?.throwIfAborted()
          await new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
        } finally {
          resolve()
        }
      })
      return promise
    }

    it('ends its source by its abort signal, while the source waits', async () => {
      const ended = watchedSource()
      const reader = new AbortController()
      const stream = await client.chat.follow({ messageId: 'any' }, { signal: reader.signal })
      await stream.next()
      const waiting = stream.next()
      waiting.catch(() => undefined)
      reader.abort()
      await ended
      expect(context.reported).toEqual([])
    })

    it('ends its source by leaving the loop', async () => {
      const ended = watchedSource()
      for await (const _event of await client.chat.follow({ messageId: 'any' })) break
      await ended
      expect(context.reported).toEqual([])
    })
  })
})
