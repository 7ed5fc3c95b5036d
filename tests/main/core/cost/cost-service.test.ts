import { expect, test } from 'vitest'
import { defaultSettings, type Settings } from '#contract/settings.ts'
import { CostService } from '../../../../main/core/cost/cost-service.ts'
import { LiveValue } from '../../../../main/core/live-value.ts'

function serviceWith(parts: Partial<Settings> = {}) {
  const settings = new LiveValue<Settings>({ ...defaultSettings, ...parts })
  const clock = { now: Date.parse('2026-11-25T12:00:00Z') }
  const service = new CostService({
    settings,
    tokensBetween: (fromMs) => (fromMs === 0 ? { promptTokens: 400_000, decodeTokens: 200_000 } : noTokens),
    now: () => clock.now,
  })
  return { service, settings, clock }
}

const noTokens = { promptTokens: 0, decodeTokens: 0 }

test('the tokens of a time are priced by what prompt and answer cost elsewhere, each apart', () => {
  const { service } = serviceWith({ shownCloudPrices: ['openai:gpt-4o', 'group:aws'] })
  const { rows, ...tokens } = service.cloudComparison(0, 1)
  expect(tokens).toEqual({ promptTokens: 400_000, decodeTokens: 200_000 })
  // AWS: 0.6 million at 4.50 to 6.00 is 2.70 to 3.60. GPT-4o: 0.4 × 2.50 + 0.2 × 10.00 = 3.00.
  expect(rows.map(({ price, cost }) => [price.id, cost.low, cost.high])).toEqual([
    ['group:aws', expect.closeTo(2.7, 10), expect.closeTo(3.6, 10)],
    ['openai:gpt-4o', expect.closeTo(3, 10), expect.closeTo(3, 10)],
  ])
})

test('a time without answers costs nothing anywhere', () => {
  const { service } = serviceWith()
  expect(service.cloudComparison(5, 6).rows.every(({ cost }) => cost.low === 0 && cost.high === 0)).toBe(true)
})

test('a change of the settings is seen at once, and a price with a date from that day on', () => {
  const { service, settings, clock } = serviceWith({ shownCloudPrices: [] })
  const flash = () => service.cloudPrices().find(({ id }) => id === 'google:gemini-3.8-flash')
  expect(flash()?.isShown).toBe(false)
  settings.set({ ...settings.value, shownCloudPrices: ['google:gemini-3.8-flash'] })
  expect(flash()).toMatchObject({ isShown: true, outputPerMillion: { low: 3.75 } })
  clock.now = Date.parse('2027-01-01T00:00:01Z')
  expect(flash()).toMatchObject({ outputPerMillion: { low: 7.5 } })
})
