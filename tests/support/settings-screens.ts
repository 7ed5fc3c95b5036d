/// <reference lib="dom" />
import { expect, type Page } from '@playwright/test'
import { defaultSettings } from '../../preload/contract/settings.ts'
import { aFoundGpu, aFoundPlug, aFoundSource, FakeCollector } from './fake-collector.ts'
import { type FakeWebApp, startFakeWebApp } from './fake-web-app.ts'
import type { Screen } from './screens.ts'
import { aTariff, nightOf } from './tariffs.ts'

/** Only one section: the whole page has a screen of its own. */
async function search(page: Page, words: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('searchbox', { name: 'Search settings' }).fill(words)
  await expect(page.getByRole('heading', { name: 'Appearance' })).toHaveCount(0)
}

const openMeasured = () =>
  startFakeWebApp({}, { powerCollectors: [new FakeCollector([aFoundSource(), aFoundGpu(), aFoundPlug()])] })

function setPlug(app: FakeWebApp): void {
  const plug = { id: 'plug-1', address: '192.168.1.40', kind: 'shelly-gen2', name: 'Desk' } as const
  const offSources = ['nvidia-smi:GPU-1']
  app.core.settings.change({ meter: { ...defaultSettings.meter, plugs: [plug], offSources, supply: 'gold' } })
}

function setCosts(app: FakeWebApp): void {
  const { price, carbon } = app.core.cost.countries().find(({ country }) => country === 'DE') ?? {}
  const weekend = { ...nightOf('00:00', '24:00', [6, 7]), name: 'Weekend', pricePerKwh: 0.29 }
  app.core.settings.change({
    tariff: aTariff({ ...price, periods: [nightOf('22:00', '06:00', [1, 2, 3, 4, 5]), weekend] }),
    carbon: carbon ?? null,
    amortisation: { currency: 'EUR', purchase: 1600, resale: 400, lifetimeHours: 43_830, utilisation: 0.2 },
    exchangeRate: { currency: 'EUR', perDollar: 0.86, asOf: '2026-11-20' },
    cloudPrices: [
      {
        id: 'own:1',
        provider: 'Own contract',
        model: 'Llama 3.3 70B',
        currency: 'EUR',
        inputPerMillion: 0.5,
        outputPerMillion: 1.2,
      },
    ],
  })
}

/** The settings of the meter and of the cost; the prices of the user and the plug are made up. */
export const settingsScreens: readonly Screen[] = [
  {
    name: 'settings-meter',
    open: openMeasured,
    reach: async (page, app) => {
      setPlug(app)
      await search(page, 'power meter')
      await expect(page.getByRole('switch', { name: /RTX 4060/ })).not.toBeChecked()
    },
  },
  {
    name: 'settings-cost',
    open: () => startFakeWebApp(),
    reach: async (page, app) => {
      setCosts(app)
      await search(page, 'cost')
      await expect(page.getByText('Eurostat nrg_pc_204')).toBeVisible()
    },
  },
  {
    name: 'settings-cloud-prices',
    open: () => startFakeWebApp(),
    reach: async (page, app) => {
      setCosts(app)
      await search(page, 'cloud')
      await page.getByRole('button', { name: 'Edit Own contract, Llama 3.3 70B' }).press('Enter')
      await page.getByRole('searchbox', { name: 'Search the table' }).fill('claude')
      await expect(page.getByRole('switch', { name: /Claude Sonnet 5/ }).first()).toBeVisible()
    },
  },
]
