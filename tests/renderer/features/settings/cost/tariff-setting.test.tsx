// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Settings } from '#contract/settings.ts'
import { TariffSetting } from '../../../../../renderer/features/settings/cost/tariff-setting.tsx'
import { aMeterState, someEstimate } from '../../../../support/energies.ts'
import { aTariff, nightOf } from '../../../../support/tariffs.ts'
import { setUpPage } from '../../../harness.tsx'
import { choose, renderSetting, searchIn, typeInto } from '../render-setting.tsx'

setUpPage()

const german = {
  pricePerKwh: 0.3835,
  currency: 'EUR',
  source: { country: 'DE', publisher: 'Eurostat nrg_pc_204', period: 'H1 2025' },
}
const countries = [
  { country: 'DE', price: german, carbon: null },
  { country: 'FR', price: null, carbon: null },
]
const open = (parts: Partial<Settings> = {}) =>
  renderSetting((editor) => <TariffSetting editor={editor} />, parts, { cost: { countries: async () => countries } })

test('a country fills in its price and currency, and says whose figure it is and of when', async () => {
  const { now } = open()
  await choose('Country', 'germ', /Germany/)
  await waitFor(() => expect(now().tariff).toMatchObject(german))
  expect(now().tariff?.timeZone).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone)
  expect(await screen.findByText('Germany: Eurostat nrg_pc_204, H1 2025.')).toBeTruthy()
})

test('a country without a price is not offered', async () => {
  open()
  searchIn('Country', 'fra')
  expect(await screen.findByText('Nothing matches.')).toBeTruthy()
})

test('a price of one’s own needs a currency, and is then the user’s', async () => {
  const { now, change } = open()
  typeInto('Price a kWh', '0,31')
  expect(change).not.toHaveBeenCalled()
  await choose('Currency', 'swiss franc', /CHF/)
  await waitFor(() => expect(now().tariff).toMatchObject({ pricePerKwh: 0.31, currency: 'CHF', source: null }))
})

test('a country’s price that is changed is the user’s own from then on', async () => {
  const { now } = open({ tariff: aTariff(german) })
  typeInto('Price a kWh', '0.29')
  await waitFor(() => expect(now().tariff).toMatchObject({ pricePerKwh: 0.29, source: null }))
  expect(screen.getByText('Your own figure.')).toBeTruthy()
})

test('a price that is no number changes nothing', () => {
  const { change } = open({ tariff: aTariff() })
  typeInto('Price a kWh', 'cheap')
  expect(screen.getByText('This is not a number.')).toBeTruthy()
  expect(change).not.toHaveBeenCalled()
})

test('unset takes all of it away', async () => {
  const { now } = open({ tariff: aTariff() })
  fireEvent.click(screen.getByRole('button', { name: 'Reset Electricity price' }))
  await waitFor(() => expect(now().tariff).toBeNull())
  expect(screen.getByLabelText<HTMLInputElement>('Price a kWh').value).toBe('')
})

const periods = () => screen.getAllByRole('listitem')

test('a period is added as a night, and each of its parts can be changed', async () => {
  const { now } = open({ tariff: aTariff() })
  fireEvent.click(screen.getByRole('button', { name: 'Add a period' }))
  await waitFor(() => expect(periods()).toHaveLength(1))
  const [row = document.body] = periods()
  expect(within(row).getByText('Ends on the next day.')).toBeTruthy()
  typeInto(within(row).getByLabelText('Price a kWh'), '0,2')
  fireEvent.click(within(row).getByRole('button', { name: 'Sunday' }))
  fireEvent.change(within(row).getByLabelText('From'), { target: { value: '01:30' } })
  fireEvent.change(within(row).getByLabelText('Name'), { target: { value: 'Small hours' } })
  await waitFor(() =>
    expect(now().tariff?.periods).toEqual([
      { name: 'Small hours', weekdays: [1, 2, 3, 4, 5, 6], from: '01:30', to: '06:00', pricePerKwh: 0.2 },
    ]),
  )
})

test('the last weekday of a period cannot be taken away', () => {
  const { change } = open({ tariff: aTariff({ periods: [nightOf('22:00', '06:00', [3])] }) })
  fireEvent.click(screen.getByRole('button', { name: 'Wednesday' }))
  expect(change).not.toHaveBeenCalled()
})

test('of several periods it says that the upper one holds, and the lower can be moved up or removed', async () => {
  const first = { ...nightOf('22:00', '06:00'), name: 'One' }
  const second = { ...nightOf('20:00', '23:00'), name: 'Two' }
  const { now } = open({ tariff: aTariff({ periods: [first, second] }) })
  expect(screen.getByText(/Where two overlap, the upper one holds/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Move it up' }))
  await waitFor(() => expect(now().tariff?.periods).toEqual([second, first]))
  fireEvent.click(screen.getAllByRole('button', { name: 'Remove the period' })[0] ?? document.body)
  await waitFor(() => expect(now().tariff?.periods).toEqual([first]))
})

test('the time zone of the periods is one of those that the browser knows', async () => {
  const { now } = open({ tariff: aTariff({ periods: [nightOf('22:00', '06:00')] }) })
  await choose('Time zone', 'new_york', /America\/New_York/)
  await waitFor(() => expect(now().tariff?.timeZone).toBe('America/New_York'))
})

test('of an estimate, a million tokens cost a range and never a bare number', () => {
  const { stores } = open({ tariff: aTariff() })
  act(() => stores.meter.setState(aMeterState({ lastAnswer: { messageId: 'message-1', energy: someEstimate } }), true))
  // 138.8 to 376.6 J for 100 tokens: 1.388 and 3.766 J a token, 0.1157 and 0.3138 EUR.
  expect(screen.getByText(/A million tokens of the last answer’s kind: .*12–31/)).toBeTruthy()
  expect(screen.getByText('Estimated')).toBeTruthy()
})
