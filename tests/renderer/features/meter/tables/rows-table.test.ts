import { expect, test } from 'vitest'
import { modelName } from '../../../../../renderer/features/meter/model-name.ts'
import { rowsTable } from '../../../../../renderer/features/meter/tables/rows-table.ts'
import { toCsv } from '../../../../../renderer/ui/chart/data-table.ts'
import { aRow, aSum } from '../fixtures.ts'

const words = {
  name: 'Model',
  nameOf: (row: Parameters<typeof modelName>[0]) => modelName(row, 'No longer named'),
  answers: 'Answers',
  promptTokens: 'Prompt tokens',
  answerTokens: 'Answer tokens',
  energyLow: 'Wh low',
  energy: 'Wh',
  energyHigh: 'Wh high',
  perTokenLow: 'J/token low',
  perToken: 'J/token',
  perTokenHigh: 'J/token high',
  carbon: 'g',
  source: 'Source',
  money: (currency: string, end: string) => `${currency} ${end}`,
}

// Golden: what is exported once has to be readable for ever.
test('models as CSV, with both ends of each figure and a column for each currency', () => {
  const dollars = aRow({
    id: null,
    name: '',
    joulesPerToken: null,
    sum: aSum(3600, { money: [{ currency: 'USD', amount: { low: 1, central: 2, high: 3 } }], provenance: 'estimated' }),
  })
  const llama = aRow({ sum: aSum(7200, { money: [{ currency: 'EUR', amount: { low: 1, central: 1, high: 1 } }] }) })
  expect(toCsv(rowsTable([llama, dollars], words)).split('\r\n')).toEqual([
    'Model,Answers,Prompt tokens,Answer tokens,Wh low,Wh,Wh high,J/token low,J/token,J/token high,EUR low,EUR central,EUR high,USD low,USD central,USD high,g,Source',
    'Llama 3.1 8B Q4_K_M,12,400000,360000,1.96,2,2.04,2.842,2.9,2.958,1,1,1,,,,,device-counter',
    'No longer named,12,400000,360000,0.98,1,1.02,,,,,,,1,2,3,,estimated',
    '',
  ])
})
