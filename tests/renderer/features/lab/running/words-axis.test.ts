import { expect, test } from 'vitest'
import { wordsAxis } from '../../../../../renderer/features/lab/running/words-axis.ts'

const shown = (labels: string[]) => {
  const { y } = wordsAxis(labels)
  return labels.map((_, index) => y.label(index, false))
}

// The bug: of twenty variants with long names each was cut to the same words.
test('long labels stay apart: what is swept stands at their ends', () => {
  const labels = [1, 2, 4].map((threads) => `A rather long model name of its own Q4_K_M · t${threads}`)
  expect(new Set(shown(labels)).size).toBe(3)
  expect(shown(['Q4_K_M', 'F16 · t4'])).toEqual(['Q4_K_M', 'F16 · t4'])
})

test('the room at the left is that of the longest label, and has an end', () => {
  expect(wordsAxis(['Q8_0']).leftPx).toBeLessThan(wordsAxis(['Q4_K_M · t4']).leftPx ?? 0)
  expect(wordsAxis(['x'.repeat(400)]).leftPx).toBeLessThan(220)
})
