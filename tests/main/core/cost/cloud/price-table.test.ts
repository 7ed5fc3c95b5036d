import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { cloudPriceSchema } from '#contract/cost.ts'
import { pricePackage, priceTable } from '../../../../../main/core/cost/cloud/price-table.ts'

const autumn = priceTable(new Date('2026-11-25T12:00:00Z'))
const priceOf = (id: string, table = autumn) => table.find((price) => price.id === id)

test('a price has the tokens of prompt and answer apart, with its date and where it is from', () => {
  expect(priceOf('openai:gpt-4o')).toEqual({
    id: 'openai:gpt-4o',
    provider: 'OpenAI',
    model: 'gpt-4o',
    kind: 'table',
    currency: 'USD',
    inputPerMillion: { low: 2.5, high: 2.5 },
    outputPerMillion: { low: 10, high: 10 },
    asOf: '2026-09-23',
    source: '@pydantic/genai-prices 0.1.8',
  })
})

test('a price that grows with the length of the prompt is that of a short one', () => {
  expect(priceOf('google:gemini-2.5-pro')?.inputPerMillion).toEqual({ low: 1.25, high: 1.25 })
})

test('a price that depends on the time of day is a range, and one with a date begins on it', () => {
  expect(priceOf('deepseek:deepseek-v4-flash')?.outputPerMillion).toEqual({ low: 0.66, high: 1.32 })
  expect(priceOf('google:gemini-3.8-flash')?.inputPerMillion.low).toBeCloseTo(0.75, 10)
  const nextYear = priceTable(new Date('2027-02-01T00:00:00Z'))
  expect(priceOf('google:gemini-3.8-flash', nextYear)?.inputPerMillion.low).toBeCloseTo(1.5, 10)
})

test('what is not priced by tokens, or free, is left out, and each id comes once', () => {
  expect(priceOf('openai:whisper-1')).toBeUndefined()
  expect(priceOf('openai:text-embedding-3-small')).toBeUndefined()
  expect(priceOf('mistral:mistral-nemo:free')).toBeUndefined()
  expect(new Set(autumn.map(({ id }) => id)).size).toBe(autumn.length)
  expect(autumn.length).toBeGreaterThan(300)
})

test('every row is one of the contract’s, with no price below another', () => {
  for (const row of autumn) {
    expect(cloudPriceSchema.safeParse({ ...row, isShown: false }).success).toBe(true)
    expect(row.inputPerMillion.low).toBeLessThanOrEqual(row.inputPerMillion.high)
  }
})

test('the version that is named is the one that is installed', async () => {
  const text = await readFile('node_modules/@pydantic/genai-prices/package.json', 'utf8')
  expect(JSON.parse(text)).toMatchObject({ version: pricePackage.version })
})
