import { expect, test } from 'vitest'
import {
  formatContextTick,
  formatDuration,
  formatFileSize,
  formatMemory,
  formatNumber,
  formatParameters,
  formatPercent,
  formatRate,
  formatShare,
} from '../../../renderer/i18n/format.ts'

test.each([
  [formatNumber(12345), '12,345'],
  [formatNumber(-3.25, 1), '−3.3'],
  [formatRate(4.2109), '4.21'],
  [formatRate(38.24), '38.2'],
  [formatRate(99.96), '100'],
  [formatRate(0), '0.00'],
  [formatFileSize(98_362_432), '98.4 MB'],
  [formatFileSize(4_920_000_000), '4.92 GB'],
  [formatFileSize(999_999), '1,000 kB'],
  [formatFileSize(0), '0 B'],
  [formatMemory(2 ** 30 * 7.04), '7.04 GiB'],
  [formatMemory(2 ** 20 * 64), '64 MiB'],
  [formatDuration(31.4), '31 ms'],
  [formatDuration(310), '0.31 s'],
  [formatDuration(12_400), '12.4 s'],
  [formatDuration(59_999), '1 min 0 s'],
  [formatDuration(125_000), '2 min 5 s'],
  [formatPercent(0.62), '62 %'],
  [formatShare(0.62), '62 %'],
  [formatShare(0.0015), '< 1 %'],
  [formatShare(0), '0 %'],
  [formatParameters(134_515_008), '135 M'],
  [formatParameters(259_840), '260 k'],
  [formatParameters(999_600), '1 M'],
  [formatParameters(8_030_000_000), '8.03 B'],
  [formatContextTick(131_072), '128k'],
  [formatContextTick(512), '512'],
])('%s is written as %s', (made, expected) => {
  expect(made).toBe(expected)
})

// A rival showed "NaN memory" where nothing was known.
test.each([formatNumber, formatRate, formatFileSize, formatMemory, formatDuration, formatPercent, formatParameters])(
  '%o shows a dash for what nobody measured',
  (format) => {
    for (const value of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
      expect(format(value)).toBe('–')
  },
)
