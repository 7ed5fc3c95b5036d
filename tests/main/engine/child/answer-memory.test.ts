import type { Token } from 'node-llama-cpp'
import { expect, it } from 'vitest'
import { AnswerMemory } from '../../../../main/engine/child/answer-memory.ts'

const tokens = (...numbers: number[]) => numbers as Token[]

it('gives an answer the tokens that it was generated with, and knows no other', () => {
  const memory = new AnswerMemory()
  memory.remember('Paris', tokens(1, 2))
  memory.remember('', tokens(9))
  expect(memory.tokensOf('Paris')).toEqual([1, 2])
  expect(memory.tokensOf('Paris.')).toBeNull()
  expect(memory.tokensOf('')).toBeNull()
})

it('forgets the oldest of many, and keeps what was remembered again', () => {
  const memory = new AnswerMemory()
  memory.remember('first', tokens(1))
  memory.remember('second', tokens(2))
  for (let count = 0; count < 62; count++) memory.remember(`answer ${count}`, tokens(count))
  memory.remember('first', tokens(1))
  memory.remember('one more', tokens(3))
  expect(memory.tokensOf('first')).toEqual([1])
  expect(memory.tokensOf('second')).toBeNull()
})
