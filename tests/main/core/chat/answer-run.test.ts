import { expect, test, vi } from 'vitest'
import { Fault } from '../../../../main/core/fault.ts'
import { allEvents, chatBench, textOf } from '../../../support/chat-bench.ts'

test('the first text is written at once, then at most one second of it is missing', async () => {
  const { ask, engine, timer, repository } = chatBench()
  const { answer } = ask('One')
  const stored = () => repository.message(answer.id)
  const played = await engine.at(0)
  await played.text('a')
  expect(stored()).toMatchObject({ text: 'a', state: 'streaming' })
  await played.text('b')
  await played.text('c')
  expect(stored()?.text).toBe('a')
  timer.advance(999)
  expect(stored()?.text).toBe('abc')
})

test('writes do not grow with the tokens', async () => {
  const { ask, engine, timer, repository } = chatBench()
  const { answer } = ask('One')
  const played = await engine.at(0)
  const update = vi.spyOn(repository, 'updateMessage')
  for (let second = 0; second < 3; second += 1) {
    for (let token = 0; token < 100; token += 1) await played.text('x')
    timer.advance(1000)
  }
  expect(update.mock.calls.length).toBeLessThanOrEqual(4)
  expect(repository.message(answer.id)?.text).toHaveLength(300)
})

test('a crash keeps the text and marks the answer as interrupted, with the reason', async () => {
  const { ask, engine, chat, repository } = chatBench()
  const { answer } = ask('One')
  const played = await engine.at(0)
  await played.text('Half an ')
  await played.text('answer')
  played.fail(new Fault('ENGINE_CRASHED', { params: { signal: 'SIGKILL' } }))
  const events = await allEvents(chat.follow(answer.id, null))
  const message = repository.message(answer.id)
  expect(message).toMatchObject({
    text: 'Half an answer',
    state: 'interrupted',
    problem: { code: 'ENGINE_CRASHED', params: { signal: 'SIGKILL' } },
  })
  expect(events.at(-1)?.event).toEqual({ type: 'end', message })
})

test.each([
  ['MODEL_LOAD_FAILED', 'loading', 'failed'],
  ['MODEL_NOT_CHOSEN', 'loading', 'failed'],
  ['ENGINE_CRASHED', 'loading', 'failed'],
  ['ENGINE_CRASHED', 'prefill', 'interrupted'],
  ['ENGINE_NOT_RESPONDING', 'prefill', 'interrupted'],
  ['APP_CLOSED', 'loading', 'interrupted'],
  ['PROMPT_LONGER_THAN_CONTEXT', 'prefill', 'failed'],
] as const)('%s while %s leaves the answer %s', async (code, phase, state) => {
  const { ask, engine, chat, repository } = chatBench()
  const { answer } = ask('One')
  const played = await engine.at(0)
  await played.send({ type: 'loading', progress: null })
  if (phase === 'prefill')
    await played.send({ type: 'prefill', promptTokens: 9, reusedTokens: 0, evaluatedTokens: 0, atMs: 0 })
  played.fail(new Fault(code))
  await allEvents(chat.follow(answer.id, null))
  expect(repository.message(answer.id)).toMatchObject({ state, problem: { code } })
})

test('a stop is a stop, however the engine takes it', async () => {
  const { ask, engine, chat } = chatBench()
  for (const [index, finish] of (['end', 'leave', 'fail'] as const).entries()) {
    const { answer } = ask('One')
    const played = await engine.at(index)
    await played.text('Text')
    const stopped = chat.stop({ messageId: answer.id })
    expect(played.signal.aborted).toBe(true)
    if (finish === 'end') void played.end('aborted')
    if (finish === 'leave') played.leave()
    if (finish === 'fail') played.fail(new Fault('ENGINE_NOT_RESPONDING'))
    expect(await stopped).toMatchObject({ state: 'stopped', text: 'Text', finishReason: null, problem: null })
  }
})

test('an engine that says nothing of the end is a failure, not an answer for ever', async () => {
  const { ask, engine, chat } = chatBench()
  const { answer } = ask('One')
  ;(await engine.at(0)).leave()
  const events = await allEvents(chat.follow(answer.id, null))
  expect(events.at(-1)?.event).toMatchObject({
    type: 'end',
    message: { state: 'failed', problem: { code: 'INTERNAL' } },
  })
})

test('a full disk ends the answer with its reason, stops the engine, and takes nothing else down', async () => {
  const { ask, engine, timer, chat, repository, conversations } = chatBench()
  const { answer } = ask('One')
  const played = await engine.at(0)
  await played.text('First')
  const update = vi.spyOn(repository, 'updateMessage').mockImplementation(() => {
    throw new Fault('DISK_FULL')
  })
  await played.text(' second')
  timer.advance(1000)
  const events = await allEvents(chat.follow(answer.id, null))
  expect(events.at(-1)?.event).toMatchObject({
    type: 'end',
    message: { state: 'failed', problem: { code: 'DISK_FULL' } },
  })
  expect(textOf(events)).toBe('First second')
  expect(played.signal.aborted).toBe(true)
  update.mockRestore()
  const [, stored] = conversations.get({ id: answer.conversationId }).messages
  expect(stored).toMatchObject({ text: 'First', state: 'interrupted' })
})

test('text whose write failed once is in the database when the next write works', async () => {
  const { ask, engine, timer, chat, repository } = chatBench()
  const { answer } = ask('One')
  const played = await engine.at(0)
  await played.text('First')
  vi.spyOn(repository, 'updateMessage').mockImplementationOnce(() => {
    throw new Fault('DISK_FULL')
  })
  await played.text(' second')
  timer.advance(1000)
  await allEvents(chat.follow(answer.id, null))
  expect(repository.message(answer.id)).toMatchObject({ text: 'First second', state: 'failed' })
})

test('an ended answer keeps no timer', async () => {
  const { ask, engine, timer, chat } = chatBench()
  const { answer } = ask('One')
  const played = await engine.at(0)
  await played.text('a')
  await played.text('b')
  expect(timer.pendingCount).toBe(1)
  void played.end()
  await chat.stop({ messageId: answer.id })
  expect(timer.pendingCount).toBe(0)
})
