import { expect, test } from 'vitest'
import type { AnswerEvent } from '#contract/chat.ts'
import type { Message } from '#contract/conversations.ts'
import { Answers } from '../../../../../renderer/features/chat/answers/answers.ts'
import { aMessage, someFigures } from '../../../../support/messages.ts'

const answer = aMessage({ conversationId: 'c', role: 'assistant', text: '', state: 'streaming' })

/** Answers over a stream and frames that the test moves by hand. */
function byHand() {
  const frames: (() => void)[] = []
  const ended: Message[] = []
  let follows = 0
  let push: (event: AnswerEvent | Error | null) => void = () => undefined
  const answers = new Answers(
    async () => {
      follows += 1
      return new ReadableStream<AnswerEvent>({
        start(controller) {
          push = (event) => {
            if (event === null) controller.close()
            else if (event instanceof Error) controller.error(event)
            else controller.enqueue(event)
          }
        },
      })
    },
    (message) => ended.push(message),
    (frame) => frames.push(frame),
  )
  const send = async (event: AnswerEvent | Error | null) => {
    push(event)
    // One turn of the event loop: the reader takes what is there in microtasks.
    await new Promise((resolve) => setTimeout(resolve))
  }
  const draw = () => {
    for (const frame of frames.splice(0)) frame()
  }
  return { answers, frames, ended, send, draw, follows: () => follows }
}

const text = (words: string, decodeTokens: number): AnswerEvent => ({ type: 'text', text: words, decodeTokens })
const sourcesOf = (view: { pages: readonly (readonly { source: string }[])[]; last: readonly { source: string }[] }) =>
  [...view.pages.flat(), ...view.last].map((block) => block.source.trim())

test('many deltas of one frame change the state once', async () => {
  // Catches: a render for each token, which caps the speed of a fast model.
  const { answers, frames, send, draw } = byHand()
  const store = answers.of(answer)
  await send({ type: 'snapshot', message: answer })
  draw()
  let changes = 0
  store?.subscribe(() => {
    changes += 1
  })
  for (let token = 1; token <= 20; token += 1) await send(text('word ', token))
  expect(frames.length).toBe(1)
  expect(changes).toBe(0)
  draw()
  expect(changes).toBe(1)
  expect(store?.getState()).toMatchObject({ phase: 'decode', decodeTokens: 20 })
  expect(sourcesOf(store?.getState().view ?? { pages: [], last: [] })).toEqual(['word '.repeat(20).trim()])
})

test('an answer is followed once, however many components ask for it', () => {
  const { answers, follows } = byHand()
  expect(answers.of(answer)).toBe(answers.of({ ...answer }))
  expect(follows()).toBe(1)
  expect(answers.of({ ...answer, id: 'old', state: 'complete' })).toBeUndefined()
})

test('a snapshot that arrives again appends what is new, and keeps the blocks that were drawn', async () => {
  // Catches: a page that parses and draws the whole answer again after each lost connection.
  const { answers, send, draw } = byHand()
  const store = answers.of(answer)
  await send(text('One.\n\nTwo', 2))
  draw()
  const [first] = store?.getState().view.last ?? []
  await send({ type: 'snapshot', message: { ...answer, text: 'One.\n\nTwo, and three' } })
  draw()
  expect(sourcesOf(store?.getState().view ?? { pages: [], last: [] })).toEqual(['One.', 'Two, and three'])
  expect(store?.getState().view.last[0]).toBe(first)
  await send({ type: 'snapshot', message: { ...answer, text: 'Another' } })
  draw()
  expect(sourcesOf(store?.getState().view ?? { pages: [], last: [] })).toEqual(['Another'])
})

test('the end stores the message, tells of it, and leaves nothing open', async () => {
  const { answers, ended, send, draw } = byHand()
  const store = answers.of(answer)
  expect([...answers.active.getState()]).toEqual(['c'])
  const message: Message = { ...answer, text: '```\ncode', state: 'complete', figures: someFigures }
  await send(text('```\nco', 1))
  await send({ type: 'end', message })
  await send(null)
  draw()
  expect(ended).toEqual([message])
  expect(store?.getState().message).toBe(message)
  expect(store?.getState().view.last).toMatchObject([{ kind: 'code', source: '```\ncode', isOpen: false }])
  expect([...answers.active.getState()]).toEqual([])
  // What was drawn goes on being shown: the stored message parses nothing.
  expect(answers.of(message)).toBe(store)
})

test('phases and dropped messages are shown as they come', async () => {
  const { answers, send, draw } = byHand()
  const store = answers.of(answer)
  await send({ type: 'phase', phase: 'loading', progress: 0.4 })
  draw()
  expect(store?.getState()).toMatchObject({ phase: 'loading', progress: 0.4 })
  await send({ type: 'dropped', messages: 4 })
  draw()
  expect(store?.getState().droppedMessages).toBe(4)
})
