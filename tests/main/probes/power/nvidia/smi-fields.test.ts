import { expect, test } from 'vitest'
import { fieldsInHelp, parseSmiLine } from '../../../../../main/probes/power/nvidia/smi-fields.ts'
import { powerFixture } from '../../../../support/power-fixture.ts'

const fields = ['power.draw.average', 'power.draw.instant'] as const

test('knows which fields of power a driver has', () => {
  const help = powerFixture('nvidia-smi-help.txt')
  expect(fieldsInHelp(help)).toEqual(['power.draw.average', 'power.draw.instant', 'power.draw'])
  // Drivers before 530 have the one field alone.
  expect(fieldsInHelp(help.replace(/"power\.draw\.(average|instant)"[^"]*/g, ''))).toEqual(['power.draw'])
  expect(fieldsInHelp('')).toEqual([])
})

test('reads a line', () => {
  const row = parseSmiLine('GPU-5f2c1a2b-1111-2222-3333-444455556666, 25.31, 24.90', fields)
  expect(row?.uuid).toBe('GPU-5f2c1a2b-1111-2222-3333-444455556666')
  expect([...(row?.watts ?? [])]).toEqual([
    ['power.draw.average', 25.31],
    ['power.draw.instant', 24.9],
  ])
})

// The bug: a card that does not measure takes 0 W, or NaN.
test.each(['[N/A]', '[Not Supported]', '[Unknown Error]', '[GPU requires reset]', 'N/A', '', '1e9', '25;3', '99999'])(
  'takes %j for no reading',
  (cell) => {
    const row = parseSmiLine(`GPU-1, ${cell}, 24.90`, fields)
    expect([...(row?.watts.keys() ?? [])]).toEqual(['power.draw.instant'])
  },
)

test.each(['', 'GPU-1, 25.31', 'GPU-1, 1, 2, 3', '5.31, 24.90', 'PU-1, 25.31, 24.90', 'No devices were found'])(
  'takes %j for no line',
  (line) => expect(parseSmiLine(line, fields)).toBe(null),
)
