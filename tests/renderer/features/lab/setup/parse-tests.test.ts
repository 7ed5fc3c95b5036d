import { expect, test } from 'vitest'
import { parseTests } from '../../../../../renderer/features/lab/setup/parse-tests.ts'

const speed = (promptTokens: number, generatedTokens: number, depthTokens = 0) => ({
  promptTokens,
  generatedTokens,
  depthTokens,
})

test('tests are read as llama-bench writes them, in whatever spacing, each once', () => {
  expect(parseTests('pp512, tg128')).toEqual([speed(512, 0), speed(0, 128)])
  expect(parseTests('PP512 tg128 @ d4096;pp512 + tg128')).toEqual([speed(512, 0), speed(0, 128, 4096), speed(512, 128)])
  expect(parseTests('tg128, tg128')).toEqual([speed(0, 128)])
  expect(parseTests('  ')).toEqual([])
})

// The bug: `pp0` was a test of nothing, which the core refused after the start.
test.each(['pp', 'pp0', 'pp512tg', '@d512', 'tg128@512', 'pp-5', 'pp99999999', 'tg128 and pp512', 'pp2000000'])(
  '%s is no test',
  (text) => {
    expect(parseTests(text)).toBeNull()
  },
)
