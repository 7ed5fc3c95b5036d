import { expect, test } from 'vitest'
import { toHistory } from '../../../../main/core/chat/history.ts'

test('an answer that never came is left out, and the questions around it become one turn', () => {
  expect(
    toHistory([
      { role: 'user', text: 'One' },
      { role: 'assistant', text: '' },
      { role: 'user', text: 'Two' },
      { role: 'assistant', text: 'Answer' },
      { role: 'user', text: 'Three' },
      { role: 'assistant', text: '' },
    ]),
  ).toEqual([
    { role: 'user', text: 'One\n\nTwo' },
    { role: 'assistant', text: 'Answer' },
    { role: 'user', text: 'Three' },
  ])
})
