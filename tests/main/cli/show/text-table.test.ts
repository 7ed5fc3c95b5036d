import { expect, it } from 'vitest'
import { textTable } from '../../../../main/cli/show/text-table.ts'

it('puts figures below each other, and names to the left', () => {
  expect(
    textTable(
      ['Name', 'tok/s'],
      [
        ['long name', '1.5'],
        ['x', '100'],
      ],
    ),
  ).toBe(['Name       tok/s', '─────────  ─────', 'long name    1.5', 'x            100', ''].join('\n'))
})

// The bug: a model's name moves the cursor, or writes a row of its own.
it('lets no name out of its cell', () => {
  const table = textTable(['Name'], [['\u001B[2Jevil\r\nrow\u202E']])
  expect(table.split('\n')[2]).toBe('[2Jevil row')
})
