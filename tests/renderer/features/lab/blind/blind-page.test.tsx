// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { BlindRound, BlindTest } from '#contract/lab/blind-test.ts'
import { BlindPage } from '../../../../../renderer/features/lab/blind/blind-page.tsx'
import { aLabModel } from '../../../../support/lab-runs.ts'
import { renderPart, setUpPage } from '../../../harness.tsx'

setUpPage()

const round: BlindRound = {
  number: 1,
  prompt: 'Why is the sky blue?',
  state: 'to-judge',
  left: { text: 'Because of the air.', isDone: true },
  right: { text: 'It is not.', isDone: true },
  choice: null,
  problem: null,
}

function showTest(rounds: BlindRound[]) {
  const test: BlindTest = {
    ...{ id: 'test', state: 'running', startedAtMs: 0, rounds, result: null },
    models: [aLabModel({ quantization: 'Q4_K_M' }), aLabModel({ quantization: 'Q8_0' })],
  }
  const calls: unknown[] = []
  renderPart(<BlindPage testId="test" />, {
    client: {
      blindTest: {
        list: async () => [test],
        watch: async function* () {
          yield test
          await new Promise(() => undefined)
        },
        judge: async (input: unknown) => void calls.push(input),
        ask: async (input: unknown) => void calls.push(input),
      },
    },
  })
  return calls
}

// Catches: keys that choose while a question is typed, or with Ctrl held, or that choose the other side.
test('a round is judged by keys, outside of fields and without Ctrl', async () => {
  const calls = showTest([round])
  expect(await screen.findByText('Because of the air.')).toBeTruthy()
  // The keys are listened to once the page is drawn.
  await act(async () => undefined)
  fireEvent.keyDown(document.body, { key: '1', ctrlKey: true })
  fireEvent.keyDown(document.body, { key: '3' })
  expect(calls).toEqual([])
  fireEvent.keyDown(document.body, { key: '2' })
  await waitFor(() => expect(calls).toEqual([{ id: 'test', choice: 'right' }]))
})

test('nothing can be judged while both answer, and why they come at once is said', async () => {
  const calls = showTest([{ ...round, state: 'answering', left: { text: '', isDone: false } }])
  expect(await screen.findByText(/^Their texts come at once/)).toBeTruthy()
  fireEvent.keyDown(document.body, { key: '1' })
  expect(calls).toEqual([])
})

test('a failed round says why, and the next question can be one of the own', async () => {
  const calls = showTest([{ ...round, state: 'failed', problem: { code: 'OUT_OF_MEMORY', params: {}, detail: null } }])
  expect(await screen.findByRole('alert')).toBeTruthy()
  fireEvent.change(screen.getByRole('textbox', { name: 'Your question' }), { target: { value: '  Why?  ' } })
  fireEvent.click(screen.getByRole('button', { name: 'Ask this' }))
  await waitFor(() => expect(calls).toEqual([{ id: 'test', prompt: 'Why?' }]))
})
