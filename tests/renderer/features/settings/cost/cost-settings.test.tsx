// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Settings } from '#contract/settings.ts'
import { AmortisationSetting } from '../../../../../renderer/features/settings/cost/amortisation-setting.tsx'
import { CarbonSetting } from '../../../../../renderer/features/settings/cost/carbon-setting.tsx'
import { ExchangeRateSetting } from '../../../../../renderer/features/settings/cost/exchange-rate-setting.tsx'
import { aMeterState, someEnergy } from '../../../../support/energies.ts'
import { aTariff } from '../../../../support/tariffs.ts'
import { setUpPage } from '../../../harness.tsx'
import { choose, renderSetting, typeInto } from '../render-setting.tsx'

setUpPage()

const french = { gramsPerKwh: 44.18, source: { country: 'FR', publisher: 'Ember', period: '2025' } }
const client = { cost: { countries: async () => [{ country: 'FR', price: null, carbon: french }] } }
const openCarbon = (parts: Partial<Settings> = {}) =>
  renderSetting((editor) => <CarbonSetting editor={editor} />, parts, client)
const openAmortisation = (parts: Partial<Settings> = {}) =>
  renderSetting((editor) => <AmortisationSetting editor={editor} />, parts)
const openRate = (parts: Partial<Settings> = {}) =>
  renderSetting((editor) => <ExchangeRateSetting editor={editor} />, parts)

test('a country gives its carbon intensity with its source, also where it has no price', async () => {
  const { now } = openCarbon()
  await choose('Country', 'fr', /France/)
  await waitFor(() => expect(now().carbon).toEqual(french))
  expect(await screen.findByText('France: Ember, 2025.')).toBeTruthy()
})

test('a carbon intensity of one’s own has no source, and can be unset', async () => {
  const { now } = openCarbon({ carbon: french })
  typeInto('Intensity', '12,5')
  await waitFor(() => expect(now().carbon).toEqual({ gramsPerKwh: 12.5, source: null }))
  fireEvent.click(screen.getByRole('button', { name: 'Reset Carbon intensity' }))
  await waitFor(() => expect(now().carbon).toBeNull())
})

test('the hardware is not counted until it is asked for, and its hour is worked out', async () => {
  const { now } = openAmortisation({ tariff: aTariff() })
  fireEvent.click(screen.getByRole('button', { name: 'Count the hardware' }))
  await waitFor(() => expect(now().amortisation?.currency).toBe('EUR'))
  typeInto('Bought for', '1600')
  typeInto('Sells for, at the end', '400')
  typeInto('Life', '5')
  typeInto('In use', '20')
  // (1600 − 400) / (5 × 8766 h × 0.2) = 0.1369 an hour.
  expect(await screen.findByText('That is 0.1369 EUR an hour of use.')).toBeTruthy()
  expect(now().amortisation).toEqual({
    currency: 'EUR',
    purchase: 1600,
    resale: 400,
    lifetimeHours: 43_830,
    utilisation: 0.2,
  })
  fireEvent.click(screen.getByRole('button', { name: 'Reset Hardware' }))
  await waitFor(() => expect(now().amortisation).toBeNull())
})

test('hardware does not sell for more than it was bought for', () => {
  const { change } = openAmortisation({
    amortisation: { currency: 'EUR', purchase: 500, resale: 100, lifetimeHours: 8766, utilisation: 1 },
  })
  typeInto('Sells for, at the end', '501')
  expect(screen.getByText('Not more than it was bought for.')).toBeTruthy()
  typeInto('Bought for', '99')
  expect(screen.getByText('Not less than what it sells for.')).toBeTruthy()
  expect(change).not.toHaveBeenCalled()
})

test('a rate is of the tariff’s currency and of today, and holds for that currency alone', async () => {
  const { now } = openRate({ tariff: aTariff() })
  typeInto('One US dollar is', '0,86')
  const asOf = new Date().toISOString().slice(0, 10)
  await waitFor(() => expect(now().exchangeRate).toEqual({ currency: 'EUR', perDollar: 0.86, asOf }))
  fireEvent.change(screen.getByLabelText('As of'), { target: { value: '2026-11-01' } })
  await waitFor(() => expect(now().exchangeRate?.asOf).toBe('2026-11-01'))
  await choose('Currency', 'swiss franc', /CHF/)
  await waitFor(() => expect(now().exchangeRate).toBeNull())
})

test('what a million tokens of the last answer’s kind stand for is worked out, with where it is from', () => {
  const { stores } = openCarbon({ carbon: { gramsPerKwh: 342, source: null } })
  expect(screen.queryByText(/A million tokens/)).toBeNull()
  // 200 J for 100 tokens are 2 J a token: 0.55556 kWh a million, 190 g.
  act(() => stores.meter.setState(aMeterState({ lastAnswer: { messageId: 'message-1', energy: someEnergy } }), true))
  expect(screen.getByText(/A million tokens of the last answer’s kind: 190 g\./)).toBeTruthy()
  expect(screen.getByText('Device counter')).toBeTruthy()
})
