import { expect, test } from 'vitest'
import { toCsv, toTabbed } from '../../../../renderer/ui/chart/data-table.ts'

const table = {
  columns: [{ name: 'Conversation' }, { name: 'Energy, Wh', format: (value: number) => value.toFixed(1) }],
  rows: [
    ['Refactor, then test', 61.23456],
    ['Say "hello"\nand go', null],
    ['=HYPERLINK("http://example.org")', 0],
    ['-2+3', Number.NaN],
  ],
} as const

// Golden: the file is read by programs that know nothing of Wattle.
test('a table as CSV', () => {
  expect(toCsv(table)).toBe(
    [
      'Conversation,"Energy, Wh"',
      '"Refactor, then test",61.23456',
      '"Say ""hello""\nand go",',
      `"'=HYPERLINK(""http://example.org"")",0`,
      "'-2+3,",
      '',
    ].join('\r\n'),
  )
})

test('a table to paste has a line for each row and a tab between two fields, whatever the names hold', () => {
  const lines = toTabbed(table).split('\n')
  expect(lines).toHaveLength(5)
  expect(lines.map((line) => line.split('\t').length)).toEqual([2, 2, 2, 2, 2])
  expect(lines[0]).toBe('Conversation\tEnergy, Wh')
  expect(lines[3]).toMatch(/^'=HYPERLINK/)
})
