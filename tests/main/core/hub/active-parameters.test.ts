import { expect, it } from 'vitest'
import { activeParameters } from '../../../../main/core/hub/active-parameters.ts'

it.each([
  ['Qwen3-30B-A3B-GGUF', 30e9, 3e9],
  ['gemma-4-26B-A4B-it', 25.2e9, 4e9],
  ['Model-A0.5B', 2e9, 0.5e9],
  ['Llama-3.1-8B', 8e9, null],
  ['Model-A9B', 8e9, null],
  ['Model-A0B', 8e9, null],
  ['CA3B-model', 8e9, null],
  ['Qwen3-30B-A3B', null, null],
])('reads of %j with %j parameters that %j are active', (name, all, active) => {
  expect(activeParameters(name, all)).toBe(active)
})
