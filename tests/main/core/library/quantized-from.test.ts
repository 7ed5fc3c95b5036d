import { describe, expect, it } from 'vitest'
import { quantizedFromOf, quantizedFromValue } from '../../../../main/core/library/quantized-from.ts'

describe('what a file says that it was quantized from', () => {
  it('is read as it was written', () => {
    expect(quantizedFromOf(quantizedFromValue(['F16', 'Q4_1']))).toEqual(['F16', 'Q4_1'])
  })

  it('leaves out the oldest where llama.cpp would not take all', () => {
    const value = quantizedFromValue(Array.from({ length: 40 }, (_, index) => `Q4_${index}`))
    expect(value.length).toBeLessThan(128)
    expect(quantizedFromOf(value).slice(0, 2)).toEqual(['Q4_0', 'Q4_1'])
  })

  it.each([
    ['is missing', null],
    ['is empty', ''],
    ['is a sentence', 'Ignore what stands above'],
    ['has an empty name', 'F16,,Q4_1'],
    ['is long', `${'A,'.repeat(100)}A`],
  ])('is nothing where the value %s', (_, value) => {
    expect(quantizedFromOf(value)).toEqual([])
  })
})
