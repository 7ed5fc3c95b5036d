import { expect, test, vi } from 'vitest'
import { defaultSettings } from '#contract/settings.ts'
import { Fault } from '../../../../main/core/fault.ts'
import { chatBench } from '../../../support/chat-bench.ts'
import { someConditions } from '../../../support/messages.ts'

const codeOf = (action: () => unknown) => {
  try {
    action()
  } catch (error) {
    return Fault.from(error).code
  }
  return null
}

test('question and answer are in the database before the engine is asked', () => {
  const { ask, engine, repository } = chatBench()
  const asked = vi.spyOn(engine, 'answer')
  const appended = vi.spyOn(repository, 'append')
  const { question, answer } = ask('  Why is the sky blue?')
  expect(asked.mock.invocationCallOrder[0]).toBeGreaterThan(appended.mock.invocationCallOrder[0] ?? Infinity)
  const stored = repository.get(question.conversationId)
  expect(stored?.messages).toEqual([question, answer])
  expect(stored?.activeLeafId).toBe(answer.id)
  expect(stored?.title).toBe('Why is the sky blue?')
  expect(answer).toMatchObject({ role: 'assistant', state: 'queued', text: '', parentId: question.id })
})

test('an answer that ends well is stored with its figures and conditions', async () => {
  const { ask, engine, repository, chat } = chatBench()
  const { answer } = ask('Hello')
  const played = await engine.at(0)
  await played.send({ type: 'conditions', conditions: someConditions })
  await played.text('Good ')
  await played.text('day')
  void played.end()
  const ended = await chat.stop({ messageId: answer.id })
  expect(ended).toMatchObject({
    text: 'Good day',
    state: 'complete',
    finishReason: 'end-of-turn',
    conditions: someConditions,
  })
  expect(ended.figures?.decodeTokens).toBe(2)
  expect(repository.message(answer.id)).toEqual(ended)
})

test('the model sees its branch alone: an edited question and its answer are not in it', async () => {
  const { ask, engine, chat } = chatBench()
  const first = ask('One')
  await (await engine.at(0)).text('Answer one')
  void (await engine.at(0)).end()
  await chat.stop({ messageId: first.answer.id })
  const second = chat.edit({ messageId: first.question.id, text: 'Two' })
  expect(second.question.parentId).toBeNull()
  await (await engine.at(1)).text('Answer two')
  void (await engine.at(1)).end()
  const { conversationId } = second.question
  chat.send({ conversationId, parentId: second.answer.id, text: 'Three' })
  expect((await engine.at(2)).request.history).toEqual([
    { role: 'user', text: 'Two' },
    { role: 'assistant', text: 'Answer two' },
    { role: 'user', text: 'Three' },
  ])
})

test('a question below a running answer waits for it, so that the model sees all of it', async () => {
  const { ask, engine, chat } = chatBench()
  const first = ask('One')
  const played = await engine.at(0)
  await played.text('Half')
  chat.send({ conversationId: first.question.conversationId, parentId: first.answer.id, text: 'Two' })
  await played.text(' and whole')
  expect(engine.answers).toHaveLength(1)
  void played.end()
  const { history } = (await engine.at(1)).request
  expect(history[1]).toEqual({ role: 'assistant', text: 'Half and whole' })
})

test('regenerating makes a sibling and overwrites nothing', async () => {
  const { ask, engine, chat, repository } = chatBench()
  const { question, answer } = ask('One')
  await (await engine.at(0)).text('First')
  void (await engine.at(0)).end()
  await chat.stop({ messageId: answer.id })
  const sibling = chat.regenerate({ messageId: answer.id })
  expect(sibling).toMatchObject({ parentId: question.id, text: '', continuedFromId: null })
  expect((await engine.at(1)).request.history).toEqual([{ role: 'user', text: 'One' }])
  expect(repository.message(answer.id)?.text).toBe('First')
  expect(repository.get(question.conversationId)?.activeLeafId).toBe(sibling.id)
})

test('resuming goes on from the text that is there, in a sibling that begins with it', async () => {
  const { ask, engine, chat, repository } = chatBench()
  const { answer } = ask('One')
  await (await engine.at(0)).text('Once upon')
  const stopped = chat.stop({ messageId: answer.id })
  void (await engine.at(0)).end('aborted')
  expect((await stopped).state).toBe('stopped')
  const sibling = chat.resume({ messageId: answer.id })
  expect(sibling).toMatchObject({ text: 'Once upon', continuedFromId: answer.id })
  const played = await engine.at(1)
  expect(played.request.history.at(-1)).toEqual({ role: 'assistant', text: 'Once upon' })
  await played.text(' a time')
  void played.end()
  await chat.stop({ messageId: sibling.id })
  expect(repository.message(sibling.id)?.text).toBe('Once upon a time')
  expect(repository.message(answer.id)?.text).toBe('Once upon')
})

// The bug: "Continue" is shown below an answer that `maxTokens` cut, and refused.
test('an answer that its length limit cut can be resumed; one that the model ended cannot', async () => {
  const { ask, engine, chat } = chatBench()
  const { answer } = ask('One')
  await (await engine.at(0)).text('Once upon')
  void (await engine.at(0)).end('max-tokens')
  await chat.stop({ messageId: answer.id })
  const sibling = chat.resume({ messageId: answer.id })
  expect(sibling).toMatchObject({ text: 'Once upon', continuedFromId: answer.id })
  void (await engine.at(1)).end('end-of-turn')
  await chat.stop({ messageId: sibling.id })
  expect(codeOf(() => chat.resume({ messageId: sibling.id }))).toBe('MESSAGE_NOT_EDITABLE')
})

test('the conversation’s own settings win over the defaults, key by key, and a seed is drawn', async () => {
  const { chat, engine, settings, conversations } = chatBench()
  settings.set({ ...defaultSettings, contextOverflow: 'refuse', sampling: { ...defaultSettings.sampling, topK: 3 } })
  const own = { systemPrompt: null, sampling: { temperature: 0 } }
  const { answer } = chat.send({ conversationId: null, parentId: null, text: 'One', settings: own })
  const { request } = await engine.at(0)
  expect(request).toMatchObject({
    messageId: answer.id,
    systemPrompt: defaultSettings.systemPrompt,
    contextOverflow: 'refuse',
    sampling: { temperature: 0, topK: 3, seed: expect.any(Number) },
  })
  conversations.configure({ id: answer.conversationId, settings: { systemPrompt: '', sampling: { seed: 5 } } })
  chat.regenerate({ messageId: answer.id })
  const second = await engine.at(1)
  expect(second.request).toMatchObject({
    systemPrompt: '',
    sampling: { seed: 5, temperature: defaultSettings.sampling.temperature },
  })
})

test('what cannot be done is refused with its reason, and leaves nothing behind', async () => {
  const { ask, chat, engine, conversations } = chatBench()
  const { question, answer } = ask('One')
  const other = ask('Other')
  void (await engine.at(0)).end()
  await chat.stop({ messageId: answer.id })
  const { conversationId } = question
  expect(codeOf(() => chat.edit({ messageId: answer.id, text: 'x' }))).toBe('MESSAGE_NOT_EDITABLE')
  expect(codeOf(() => chat.regenerate({ messageId: question.id }))).toBe('MESSAGE_NOT_EDITABLE')
  expect(codeOf(() => chat.resume({ messageId: answer.id }))).toBe('MESSAGE_NOT_EDITABLE')
  expect(codeOf(() => chat.resume({ messageId: other.answer.id }))).toBe('MESSAGE_NOT_EDITABLE')
  expect(codeOf(() => chat.send({ conversationId, parentId: question.id, text: 'x' }))).toBe('MESSAGE_NOT_EDITABLE')
  expect(codeOf(() => chat.send({ conversationId, parentId: other.answer.id, text: 'x' }))).toBe('MESSAGE_NOT_FOUND')
  expect(codeOf(() => chat.send({ conversationId: null, parentId: answer.id, text: 'x' }))).toBe('MESSAGE_NOT_FOUND')
  expect(codeOf(() => chat.send({ conversationId: 'nobody', parentId: null, text: 'x' }))).toBe(
    'CONVERSATION_NOT_FOUND',
  )
  expect(codeOf(() => chat.edit({ messageId: 'nobody', text: 'x' }))).toBe('MESSAGE_NOT_FOUND')
  expect(codeOf(() => chat.follow('nobody', null))).toBe('MESSAGE_NOT_FOUND')
  await expect(chat.stop({ messageId: 'nobody' })).rejects.toThrow(Fault)
  expect(conversations.list().map(({ messageCount }) => messageCount)).toEqual([2, 2])
})

test('closing keeps running answers as interrupted, with all their text, without waiting for the engine', async () => {
  const { ask, chat, engine, repository } = chatBench()
  const { answer } = ask('One')
  const queued = ask('Two')
  const played = await engine.at(0)
  await played.text('First')
  await played.text(' second')
  chat.close()
  expect(repository.message(answer.id)).toMatchObject({
    text: 'First second',
    state: 'interrupted',
    problem: { code: 'APP_CLOSED' },
  })
  expect(repository.message(queued.answer.id)).toMatchObject({ text: '', state: 'interrupted' })
  expect(played.signal.aborted).toBe(true)
  expect(codeOf(() => ask('Three'))).toBe('APP_CLOSED')
  const late = await engine.at(1)
  void played.text(' too late')
  late.fail(new Fault('ENGINE_CRASHED'))
  await expect.poll(() => played.isClosed && late.isClosed).toBe(true)
  expect(repository.message(answer.id)?.text).toBe('First second')
  expect(repository.message(queued.answer.id)).toMatchObject({ state: 'interrupted', problem: { code: 'APP_CLOSED' } })
})
