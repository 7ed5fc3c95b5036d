import { expect, test } from 'vitest'
import { Fault } from '../../../../main/core/fault.ts'
import { chatBench } from '../../../support/chat-bench.ts'

test('get shows a running answer as it is now, ahead of the database', async () => {
  const { ask, engine, conversations, repository } = chatBench()
  const { answer } = ask('One')
  const played = await engine.at(0)
  await played.text('a')
  await played.text('b')
  expect(repository.message(answer.id)?.text).toBe('a')
  expect(conversations.get({ id: answer.conversationId }).messages[1]).toMatchObject({ text: 'ab', state: 'streaming' })
})

test('removing ends the running answer, and restoring brings back what there was of it', async () => {
  const { ask, engine, conversations, repository } = chatBench()
  const { answer } = ask('One')
  const id = answer.conversationId
  const played = await engine.at(0)
  await played.text('Half')
  conversations.remove({ id })
  expect(played.signal.aborted).toBe(true)
  expect(conversations.list()).toEqual([])
  await played.end('aborted')
  expect(conversations.restore({ id })).toMatchObject({ id, messageCount: 2 })
  expect(repository.message(answer.id)).toMatchObject({ text: 'Half', state: 'stopped' })
})

test('removing one conversation leaves the answer of another alone', async () => {
  const { ask, engine, conversations } = chatBench()
  const first = ask('One')
  ask('Two')
  conversations.remove({ id: first.answer.conversationId })
  expect((await engine.at(1)).signal.aborted).toBe(false)
})

test('every window hears of what any window changed', async () => {
  const { ask, conversations } = chatBench()
  const windows = [conversations.changes(), conversations.changes()]
  const heard = windows.map((window) => window.next())
  const { conversationId } = ask('One').answer
  for (const change of await Promise.all(heard)) {
    expect(change.value).toMatchObject({
      type: 'changed',
      conversation: { id: conversationId, title: 'One', messageCount: 2 },
    })
  }
  const next = windows.map((window) => window.next())
  conversations.remove({ id: conversationId })
  for (const change of await Promise.all(next)) expect(change.value).toEqual({ type: 'removed', id: conversationId })
})

test('what waits for a slow window is one change for each conversation, the newest', async () => {
  const { ask, conversations } = chatBench()
  const window = conversations.changes()
  const first = window.next()
  const id = ask('One').answer.conversationId
  await first
  for (let count = 0; count < 1000; count += 1) conversations.rename({ id, title: `Title ${count}` })
  const other = ask('Two').answer.conversationId
  expect((await window.next()).value).toMatchObject({ conversation: { id, title: 'Title 999' } })
  expect((await window.next()).value).toMatchObject({ conversation: { id: other } })
  const waiting = window.next()
  conversations.remove({ id })
  expect((await waiting).value).toEqual({ type: 'removed', id })
})

test('abort ends a window that waits', async () => {
  const { conversations } = chatBench()
  const abort = new AbortController()
  const waiting = conversations.changes(abort.signal).next()
  abort.abort()
  expect(await waiting).toEqual({ done: true, value: undefined })
})

test('a branch is shown to its newest leaf', async () => {
  const { ask, chat, engine, conversations } = chatBench()
  const { question, answer } = ask('One')
  const id = question.conversationId
  void (await engine.at(0)).end()
  await chat.stop({ messageId: answer.id })
  const below = chat.send({ conversationId: id, parentId: answer.id, text: 'Two' })
  const edited = chat.edit({ messageId: question.id, text: 'Other' })
  expect(conversations.get({ id }).activeLeafId).toBe(edited.answer.id)
  expect(conversations.showBranch({ id, messageId: question.id })).toEqual({ activeLeafId: below.answer.id })
  expect(conversations.get({ id }).activeLeafId).toBe(below.answer.id)
})

test('unknown ids are refused with their code', () => {
  const { ask, conversations } = chatBench()
  const { conversationId } = ask('One').answer
  const elsewhere = ask('Two').answer
  const settings = { systemPrompt: null, sampling: {} }
  const unknown = { id: 'nobody' }
  const actions = [
    () => conversations.get(unknown),
    () => conversations.rename({ ...unknown, title: 'x' }),
    () => conversations.configure({ ...unknown, settings }),
    () => conversations.remove(unknown),
    () => conversations.restore(unknown),
    () => conversations.showBranch({ ...unknown, messageId: 'x' }),
  ]
  for (const action of actions)
    expect(action).toThrow(new Fault('CONVERSATION_NOT_FOUND', { params: { id: 'nobody' } }))
  const wrongBranch = () => conversations.showBranch({ id: conversationId, messageId: elsewhere.id })
  expect(wrongBranch).toThrow(new Fault('MESSAGE_NOT_FOUND', { params: { id: elsewhere.id } }))
})
