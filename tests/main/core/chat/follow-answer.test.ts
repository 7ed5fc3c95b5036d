import { expect, test } from 'vitest'
import { allEvents, chatBench, textOf } from '../../../support/chat-bench.ts'

async function running() {
  const bench = chatBench()
  const { answer } = bench.ask('One')
  const played = await bench.engine.at(0)
  return { ...bench, answer, played }
}

test('a follower gets the snapshot, the phases, the text in order, and the end', async () => {
  const { chat, answer, played } = await running()
  const events = allEvents(chat.follow(answer.id, null))
  await played.send({ type: 'loading', progress: 0.5 })
  await played.send({ type: 'prefill', promptTokens: 20, reusedTokens: 10, evaluatedTokens: 5, atMs: 0 })
  await played.send({ type: 'dropped', messages: 4 })
  await played.text('Good ')
  await played.text('day')
  void played.end()
  const read = await events
  expect(read.map(({ event }) => (event.type === 'phase' ? event.phase : event.type))).toEqual([
    'snapshot',
    'loading',
    'prefill',
    'dropped',
    'decode',
    'text',
    'text',
    'end',
  ])
  expect(read.map(({ id }) => id)).toEqual([0, 0, 0, 0, 0, 5, 8, 8])
  expect(read[1]?.event).toMatchObject({ progress: 0.5 })
  expect(read[2]?.event).toMatchObject({ progress: 0.5 })
  expect(read[3]?.event).toMatchObject({ messages: 4 })
  expect(textOf(read)).toBe('Good day')
  expect(read.at(-1)?.event).toMatchObject({ message: { state: 'complete', text: 'Good day' } })
})

test('a late follower begins with all that is there', async () => {
  const { chat, answer, played } = await running()
  await played.text('Early ')
  const events = allEvents(chat.follow(answer.id, null))
  await played.text('late')
  void played.end()
  const read = await events
  expect(read[0]).toMatchObject({ id: 6, event: { type: 'snapshot', message: { text: 'Early ' } } })
  expect(textOf(read)).toBe('Early late')
})

test('a reader who lost the connection goes on inside the text, and misses and repeats nothing', async () => {
  const { chat, answer, played } = await running()
  await played.text('0123456789')
  const events = allEvents(chat.follow(answer.id, 4))
  await played.text('abc')
  void played.end()
  const read = await events
  expect(read.some(({ event }) => event.type === 'snapshot')).toBe(false)
  expect(textOf(read, '0123')).toBe('0123456789abc')
  expect(read.at(-1)?.id).toBe(13)
})

test('resuming at the end of the text repeats nothing', async () => {
  const { chat, answer, played } = await running()
  await played.text('0123')
  const events = allEvents(chat.follow(answer.id, 4))
  void played.end()
  expect((await events).filter(({ event }) => event.type === 'text')).toEqual([])
})

test('a reader with more text than there is starts again: the app was killed before it was written', async () => {
  const { chat, answer, played } = await running()
  await played.text('0123')
  const events = allEvents(chat.follow(answer.id, 400))
  await played.text('45')
  void played.end()
  const read = await events
  expect(read[0]?.event.type).toBe('snapshot')
  expect(textOf(read)).toBe('012345')
})

test('two followers each get everything, and one who leaves does not end the other', async () => {
  const { chat, answer, played } = await running()
  const first = chat.follow(answer.id, null)
  await first.next()
  const second = allEvents(chat.follow(answer.id, null))
  await played.text('One ')
  await first.return()
  await played.text('two')
  void played.end()
  expect(textOf(await second)).toBe('One two')
})

test('nothing is queued for a slow follower: it gets what it missed in one piece', async () => {
  const { chat, answer, played } = await running()
  const slow = chat.follow(answer.id, null)
  await slow.next()
  for (let token = 0; token < 1000; token += 1) await played.text(`${token} `)
  void played.end()
  const read = await allEvents(slow)
  expect(read.length).toBeLessThanOrEqual(4)
  expect(textOf(read)).toBe(Array.from({ length: 1000 }, (_, token) => `${token} `).join(''))
  expect(read.find(({ event }) => event.type === 'text')?.event).toMatchObject({ decodeTokens: 1000 })
})

test('abort ends a follower that waits, and the answer goes on', async () => {
  const { chat, answer, played, repository } = await running()
  const abort = new AbortController()
  const events = allEvents(chat.follow(answer.id, null, abort.signal))
  await played.text('Some')
  abort.abort()
  expect((await events).some(({ event }) => event.type === 'end')).toBe(false)
  expect(played.signal.aborted).toBe(false)
  await played.text(' more')
  void played.end()
  await chat.stop({ messageId: answer.id })
  expect(repository.message(answer.id)?.text).toBe('Some more')
})

test('an ended answer gives its snapshot and its end; to a returning reader the rest and the end', async () => {
  const { chat, answer, played } = await running()
  await played.text('All of it')
  void played.end()
  const message = await chat.stop({ messageId: answer.id })
  expect(await allEvents(chat.follow(answer.id, null))).toEqual([
    { id: 9, event: { type: 'snapshot', message } },
    { id: 9, event: { type: 'end', message } },
  ])
  const rest = await allEvents(chat.follow(answer.id, 4))
  expect(rest.map(({ event }) => event.type)).toEqual(['text', 'end'])
  expect(textOf(rest, 'All ')).toBe('All of it')
})

// Catches: sixty messages a second, each of which costs a page as much as drawing it; and an end that waits for the next one.
test('text that comes fast is sent in fewer, longer pieces, and the end at once', async () => {
  const { chat, answer, played } = await running()
  const events = allEvents(chat.follow(answer.id, null))
  for (let piece = 0; piece < 50; piece += 1) await played.text(`${piece} `)
  void played.end()
  const read = await events
  expect(textOf(read)).toBe(Array.from({ length: 50 }, (_, piece) => `${piece} `).join(''))
  expect(read.filter(({ event }) => event.type === 'text').length).toBeLessThan(10)
})
