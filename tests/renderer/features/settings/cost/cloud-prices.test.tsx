// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { CloudPrice } from '#contract/cost.ts'
import type { Settings } from '#contract/settings.ts'
import { CloudPricesSetting } from '../../../../../renderer/features/settings/cost/cloud-prices-setting.tsx'
import { ShownPricesSetting } from '../../../../../renderer/features/settings/cost/shown-prices-setting.tsx'
import { setUpPage } from '../../../harness.tsx'
import { renderSetting } from '../render-setting.tsx'

setUpPage()

const row = (id: string, parts: Partial<CloudPrice> = {}): CloudPrice => ({
  id,
  provider: 'OpenAI',
  model: id,
  kind: 'table',
  currency: 'USD',
  inputPerMillion: { low: 2.5, high: 2.5 },
  outputPerMillion: { low: 10, high: 12 },
  asOf: '2026-09-23',
  source: 'prices 1.0',
  isShown: false,
  ...parts,
})
const table = [
  row('group:aws', { kind: 'group', provider: 'AWS', model: 'Bedrock', asOf: '2026-03', isShown: true }),
  row('gpt-4o', { isShown: true }),
  ...Array.from({ length: 60 }, (_, index) => row(`small-${index}`)),
]
const mine = {
  id: 'own:1',
  provider: 'Mine',
  model: 'Llama',
  currency: 'EUR',
  inputPerMillion: 0.5,
  outputPerMillion: 1,
}

const openOwn = (parts: Partial<Settings> = {}) =>
  renderSetting((editor) => <CloudPricesSetting editor={editor} />, parts)
const openShown = (parts: Partial<Settings> = {}) =>
  renderSetting((editor) => <ShownPricesSetting editor={editor} />, parts, { cost: { cloudPrices: async () => table } })
const fill = (label: string, text: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value: text } })

test('a price is added with a comma or a point, and Enter is enough', async () => {
  const { now } = openOwn()
  fireEvent.click(screen.getByRole('button', { name: 'Add a price' }))
  fill('Provider', ' Next door ')
  fill('Model', 'Theirs')
  fill('Prompt, 1 M tokens', '0,05')
  fill('Answer, 1 M tokens', '1.2')
  fireEvent.submit(screen.getByLabelText('Model'))
  await waitFor(() =>
    expect(now().cloudPrices).toEqual([
      {
        id: expect.stringMatching(/^own:/),
        provider: 'Next door',
        model: 'Theirs',
        currency: 'USD',
        inputPerMillion: 0.05,
        outputPerMillion: 1.2,
      },
    ]),
  )
  expect(await screen.findByText('0.050 / 1.20 USD')).toBeTruthy()
})

test('a price that lacks a word or a number is not saved, and says what is missing', () => {
  const { change } = openOwn()
  fireEvent.click(screen.getByRole('button', { name: 'Add a price' }))
  fill('Prompt, 1 M tokens', 'cheap')
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect(screen.getAllByText('Something has to stand here.')).toHaveLength(2)
  expect(screen.getByText('This is not a number.')).toBeTruthy()
  expect(screen.getByText('A number is needed.')).toBeTruthy()
  expect(change).not.toHaveBeenCalled()
})

test('a price is edited in its place, left as it was, or removed', async () => {
  const other = { ...mine, id: 'own:2', model: 'Other' }
  const { now } = openOwn({ cloudPrices: [mine, other] })
  fireEvent.click(screen.getByRole('button', { name: 'Edit Mine, Llama' }))
  fill('Answer, 1 M tokens', '2')
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }))
  expect(now().cloudPrices).toEqual([mine, other])
  fireEvent.click(screen.getByRole('button', { name: 'Edit Mine, Llama' }))
  fill('Answer, 1 M tokens', '3')
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(now().cloudPrices).toEqual([{ ...mine, outputPerMillion: 3 }, other]))
  fireEvent.click(screen.getByRole('button', { name: 'Remove Mine, Llama' }))
  await waitFor(() => expect(now().cloudPrices).toEqual([other]))
})

test('without a search those that are shown are listed, with their prices and where these are from', async () => {
  openShown()
  expect(await screen.findByText(/2 of 62 are shown\. From prices 1\.0, 2026-09-23\./)).toBeTruthy()
  expect(screen.getAllByRole('switch')).toHaveLength(2)
  expect(screen.getAllByText('2.50 / 10.00–12.00 USD')).toHaveLength(2)
})

test('a search finds rows of the table, lists no more than fifty, and shows what is turned on', async () => {
  const { now } = openShown()
  await screen.findByText(/2 of 62/)
  fill('Search the table', 'openai small')
  expect(await screen.findByText(/60 rows match/)).toBeTruthy()
  expect(screen.getAllByRole('switch')).toHaveLength(50)
  fireEvent.click(screen.getByRole('switch', { name: 'Compare with OpenAI, small-7' }))
  await waitFor(() => expect(now().shownCloudPrices).toEqual(['group:aws', 'gpt-4o', 'small-7']))
})

test('what is turned off is not compared with, and the default comes back', async () => {
  const { now } = openShown()
  fireEvent.click(await screen.findByRole('switch', { name: 'Compare with OpenAI, gpt-4o' }))
  await waitFor(() => expect(now().shownCloudPrices).toEqual(['group:aws']))
  fireEvent.click(screen.getByRole('button', { name: 'Reset Cloud prices to compare with' }))
  await waitFor(() => expect(now().shownCloudPrices).toBeNull())
})

test('a price of the table that is changed becomes the user’s own, with the same id', async () => {
  const { now } = openShown()
  fireEvent.click(await screen.findByRole('button', { name: 'Change the price of OpenAI, gpt-4o' }))
  await waitFor(() =>
    expect(now().cloudPrices).toEqual([
      {
        id: 'gpt-4o',
        provider: 'OpenAI',
        model: 'gpt-4o',
        currency: 'USD',
        inputPerMillion: 2.5,
        outputPerMillion: 12,
      },
    ]),
  )
})
