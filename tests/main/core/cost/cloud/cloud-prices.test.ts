import { expect, test } from 'vitest'
import { cloudPrices } from '../../../../../main/core/cost/cloud/cloud-prices.ts'
import { priceTable } from '../../../../../main/core/cost/cloud/price-table.ts'

const table = priceTable(new Date('2026-11-25T12:00:00Z'))
const own = {
  id: 'own:1',
  provider: 'Next door',
  model: 'Theirs',
  currency: 'EUR',
  inputPerMillion: 1,
  outputPerMillion: 2,
}
const shownIds = (prices: ReturnType<typeof cloudPrices>) => prices.filter(({ isShown }) => isShown).map(({ id }) => id)

test('by itself it shows the four groups and eight models, all of which are in the table', () => {
  const shown = shownIds(cloudPrices(table, { cloudPrices: [], shownCloudPrices: null }))
  expect(shown.slice(0, 4)).toEqual(['group:aws', 'group:google', 'group:azure', 'group:gpu'])
  expect(shown).toHaveLength(12)
})

test('the groups are the ranges of March 2026 in dollars', () => {
  const groups = cloudPrices(table, { cloudPrices: [], shownCloudPrices: null }).filter(({ kind }) => kind === 'group')
  expect(groups.map(({ inputPerMillion: { low, high } }) => [low, high])).toEqual([
    [4.5, 6],
    [4, 5.5],
    [5, 7],
    [3.5, 5],
  ])
  expect(groups.every(({ currency, asOf }) => currency === 'USD' && asOf === '2026-03')).toBe(true)
})

test('the user’s own come first and are always shown, and the user chooses the others', () => {
  const prices = cloudPrices(table, { cloudPrices: [own], shownCloudPrices: ['openai:gpt-4o', 'gone:model'] })
  expect(prices[0]).toMatchObject({
    ...own,
    kind: 'user',
    inputPerMillion: { low: 1, high: 1 },
    outputPerMillion: { low: 2, high: 2 },
    isShown: true,
  })
  expect(shownIds(prices)).toEqual(['own:1', 'openai:gpt-4o'])
})

test('a row of the user’s with the id of the table’s goes before it, once', () => {
  const mine = { ...own, id: 'openai:gpt-4o' }
  const prices = cloudPrices(table, { cloudPrices: [mine], shownCloudPrices: null })
  expect(prices.filter(({ id }) => id === 'openai:gpt-4o')).toEqual([expect.objectContaining({ kind: 'user' })])
})
