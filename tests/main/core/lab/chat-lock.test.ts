import { expect, it } from 'vitest'
import { FakeLabEngine } from '../../../support/fake-lab-engine.ts'
import { startFakeWebApp } from '../../../support/fake-web-app.ts'

// The bug: a question that is asked while the lab measures is lost, or its answer takes the processor from what is measured.
it('a question that is asked while the lab has the machine is kept, with the reason, and answered afterwards', async () => {
  const labEngine = new FakeLabEngine({ hangsFromCall: 0 })
  const app = await startFakeWebApp({}, { labEngine })
  try {
    const { lab, chat, models, conversations, labHistory } = app.core
    const modelId = models.chosenModelId() ?? expect.unreachable('no model')
    const run = await lab.start({ ...lab.presets().quick, name: 'A quick look', modelIds: [modelId], seed: 1 })
    const { answer } = chat.send({ conversationId: null, parentId: null, text: 'Are you there?' })
    const messages = () => conversations.get({ id: answer.conversationId }).messages
    await expect.poll(() => messages().map(({ state }) => state)).toEqual(['complete', 'failed'])
    expect(messages().map(({ text, problem }) => [text, problem?.code, problem?.params])).toEqual([
      ['Are you there?', undefined, undefined],
      ['', 'LAB_IN_PROGRESS', { name: 'A quick look' }],
    ])
    await lab.cancel(run.id)
    expect(labHistory.run(run.id).state).toBe('cancelled')
    const again = chat.regenerate({ messageId: answer.id })
    await expect.poll(() => messages().find(({ id }) => id === again.id)?.state).toBe('complete')
  } finally {
    await app.close()
  }
})
