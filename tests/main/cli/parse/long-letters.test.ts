import { expect, it } from 'vitest'
import { oneDash, withLongLetters } from '../../../../main/cli/parse/long-letters.ts'

// The bug: `-ngl 99` is read as `-n gl 99`, and measures something else.
it('takes llama-bench’s options of several letters for one option each', () => {
  expect(withLongLetters(['-ngl', '99', '-fa=1', '-p', '512', '-ctk', 'q8_0', '-n128'])).toEqual([
    '--ngl',
    '99',
    '--fa=1',
    '-p',
    '512',
    '--ctk',
    'q8_0',
    '-n128',
  ])
})

it('leaves what stands after -- as it is', () => {
  expect(withLongLetters(['--', '-pg'])).toEqual(['--', '-pg'])
})

it('shows them with one dash', () => {
  expect(oneDash('--ngl, --n-gpu-layers <list>')).toBe('-ngl, --n-gpu-layers <list>')
  expect(oneDash('--ladder <name>')).toBe('--ladder <name>')
})
