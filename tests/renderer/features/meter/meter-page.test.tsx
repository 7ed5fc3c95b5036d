// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import type { CloudComparison } from '#contract/cost.ts'
import type { EnergyTotals, GuideEntry, MeterState } from '#contract/meter.ts'
import { defaultSettings, type Settings } from '#contract/settings.ts'
import { setGuideOpen } from '../../../../renderer/features/meter/guide/guide-state.ts'
import { MeterPage } from '../../../../renderer/features/meter/meter-page.tsx'
import { chooseMeterRange } from '../../../../renderer/features/meter/meter-range.ts'
import { createStores } from '../../../../renderer/stores/stores.tsx'
import { aMeterState, aRange } from '../../../support/energies.ts'
import { type FakeClient, renderPart, setUpPage } from '../../harness.tsx'
import { aRow, aSum, noTotals, someTotals } from './fixtures.ts'

setUpPage()

const nowMs = Date.now()

beforeEach(() => {
  chooseMeterRange(null)
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(600)
})

const price: CloudComparison['rows'][number]['price'] = {
  id: 'group',
  provider: 'Cloud',
  model: 'Model',
  kind: 'group',
  currency: 'USD',
  inputPerMillion: { low: 4, high: 6 },
  outputPerMillion: { low: 4, high: 6 },
  asOf: '2026-03',
  source: '',
  isShown: true,
}

const tariff: Settings['tariff'] = {
  currency: 'EUR',
  pricePerKwh: 0.3,
  periods: [],
  timeZone: 'Europe/Berlin',
  source: null,
}

type Given = {
  totals?: EnergyTotals
  askTotals?: () => Promise<EnergyTotals>
  settings?: Partial<Settings>
  meter?: Partial<MeterState>
  guide?: GuideEntry[]
  check?: () => Promise<GuideEntry[]>
}

const show = (given: Given = {}) => {
  const { totals = noTotals, settings = {}, meter = { sources: [] }, guide = [] } = given
  const stores = createStores()
  stores.settings.setState({ ...defaultSettings, ...settings })
  stores.meter.setState(aMeterState(meter))
  const client: FakeClient = {
    conversations: { list: async () => [] },
    meter: {
      totals: given.askTotals ?? (async () => totals),
      power: async () => ({ stepMs: 1000, atMs: [], series: [] }),
      guide: async () => guide,
      check: given.check ?? (async () => guide),
    },
    cost: {
      cloudComparison: async () => ({
        promptTokens: totals.promptTokens,
        decodeTokens: totals.decodeTokens,
        rows: [{ price, cost: { low: 3, high: 5 } }],
      }),
      breakEven: async () => ({ tokensPerMonth: 1, points: [], monthsAtHighPrice: null, monthsAtLowPrice: null }),
    },
  }
  return renderPart(<MeterPage />, { stores, client })
}

const rowOf = async (name: string) => {
  const cell = await screen.findByRole('rowheader', { name })
  const row = cell.closest('tr')
  if (!row) throw new Error(`${name} stands in no row`)
  return within(row)
}

test('nothing metered yet: one sentence, and the way to a meter', async () => {
  show()
  expect(await screen.findByText('Nothing has been metered yet.')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Find a meter' }))
  expect(await screen.findByRole('dialog', { name: 'Meters of this machine' })).toBeTruthy()
  act(() => setGuideOpen(false))
})

test('the meter is off: it is said, and what was metered before stays', async () => {
  show({
    totals: someTotals(nowMs),
    settings: { meter: { ...defaultSettings.meter, isOn: false } },
  })
  expect(await screen.findByText('The meter is off: nothing is read and nothing is stored.')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Turn it on' })).toBeTruthy()
  expect(await screen.findByRole('rowheader', { name: 'Llama 3.1 8B Q4_K_M' })).toBeTruthy()
})

test('a model, loads and idling each have their line, with energy, money and where they are from', async () => {
  show({ totals: someTotals(nowMs), settings: { tariff } })
  const model = await rowOf('Llama 3.1 8B Q4_K_M')
  for (const text of ['760 k', '2.90', '612 Wh', '18.4 ¢', 'Device counter']) expect(model.getByText(text)).toBeTruthy()
  expect((await rowOf('Idle with a model in memory')).getByText('378 Wh')).toBeTruthy()
  expect((await rowOf('Loading models')).getByText('10.0 Wh')).toBeTruthy()
  expect(screen.getByText('38 %, 3 h 0 min')).toBeTruthy()
})

// The bug: an estimate in the tables as one bare figure.
test('what was estimated is a range wherever it stands', async () => {
  const energyJ = { low: 1_800_000, central: 2_200_000, high: 3_960_000 }
  const estimated = { energyJ, money: [], unpricedJ: 0, carbonG: null, provenance: 'estimated' as const }
  show({
    totals: {
      ...someTotals(nowMs),
      all: estimated,
      models: [aRow({ sum: estimated, joulesPerToken: { low: 2.1, central: 2.9, high: 5.2 } })],
    },
  })
  const model = await rowOf('Llama 3.1 8B Q4_K_M')
  expect(model.getByText('0.5–1.1 kWh')).toBeTruthy()
  expect(model.getByText('2.1–5.2')).toBeTruthy()
  expect(screen.queryByText(/\b611 Wh\b/)).toBeNull()
})

test('without a tariff there is energy alone, and the way to a price', async () => {
  show({
    totals: { ...someTotals(nowMs), all: aSum(3_600_000, { money: [] }) },
  })
  await screen.findByRole('rowheader', { name: 'Llama 3.1 8B Q4_K_M' })
  expect(screen.queryByRole('columnheader', { name: 'Money' })).toBeNull()
  expect(screen.getAllByRole('link', { name: 'Set a price' }).length).toBeGreaterThan(0)
})

// The bug: euros and dollars drawn on one axis as if they were the same.
test('without an exchange rate euros and dollars are not compared', async () => {
  show({ totals: someTotals(nowMs), settings: { tariff } })
  expect(await screen.findByText(/your price is in EUR: without an exchange rate they are not compared/)).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Set an exchange rate' })).toBeTruthy()
})

test('the range stands in the address', async () => {
  const { location } = show({ totals: someTotals(nowMs) })
  fireEvent.click(await screen.findByRole('button', { name: 'Month' }))
  expect(location.history.at(-1)).toBe('/meter/month')
})

test('until a range is chosen the page opens on the one that the history fills, and then on that one', async () => {
  const opened = () => screen.findByRole('button', { pressed: true })
  show({ totals: { ...someTotals(nowMs), sinceMs: nowMs - 60_000 } })
  expect((await opened()).textContent).toBe('Now')
  cleanup()
  show({ totals: someTotals(nowMs) })
  expect((await opened()).textContent).toBe('14 days')
  fireEvent.click(screen.getByRole('button', { name: 'All' }))
  cleanup()
  show({ totals: someTotals(nowMs) })
  expect((await opened()).textContent).toBe('All')
})

// The bug: the line of the range and the table of all time, asked for one after the other, differed while the machine idled.
test('sums of the page are of one moment', async () => {
  let usedWh = 1000
  const askTotals = async () => {
    usedWh += 10
    return { ...someTotals(nowMs), all: aSum(3600 * usedWh) }
  }
  chooseMeterRange('all')
  show({ askTotals })
  expect(await screen.findByText(/1\.01 kWh ≈/)).toBeTruthy()
  expect(screen.getByText('1.01 kWh')).toBeTruthy()
})

// The bug: an axis of a cent, and the cloud at 0 ¢, before there was a token to ask for.
test('without a token there is a sentence in place of the cloud', async () => {
  show({ totals: { ...someTotals(nowMs), promptTokens: 0, decodeTokens: 0 } })
  expect(await screen.findByText('The cloud asks by the token, and there are none yet.')).toBeTruthy()
  expect(screen.queryByText(/What the cloud would have asked/)).toBeNull()
})

test('the guide says what was found, gives the command, and checks again', async () => {
  const locked: GuideEntry = {
    id: 'rapl',
    state: 'locked',
    params: { path: '/sys/class/powercap/intel-rapl:0/energy_uj', group: 'me' },
    command: 'sudo chgrp me …',
  }
  show({ guide: [locked], check: async () => [{ ...locked, state: 'working', command: null }] })
  act(() => setGuideOpen(true))
  const dialog = within(await screen.findByRole('dialog'))
  expect(await dialog.findByText('/sys/class/powercap/intel-rapl:0/energy_uj')).toBeTruthy()
  expect(dialog.getByText('sudo chgrp me …')).toBeTruthy()
  fireEvent.click(dialog.getByRole('button', { name: 'Check again' }))
  expect(await dialog.findByText('Working')).toBeTruthy()
  expect(dialog.queryByText('sudo chgrp me …')).toBeNull()
  act(() => setGuideOpen(false))
})

// The bug: “A virtual machine: not on this machine”, beside the sentence that Wattle runs in one, called unknown.
test('the guide says of a virtual machine that it is in the way, with its name where that is known', async () => {
  show({
    guide: [
      { id: 'virtual-machine', state: 'impossible', params: { hypervisor: 'unknown' }, command: null },
      { id: 'container', state: 'impossible', params: { container: 'Docker' }, command: null },
    ],
  })
  act(() => setGuideOpen(true))
  const dialog = within(await screen.findByRole('dialog'))
  expect(await dialog.findAllByText('In the way')).toHaveLength(2)
  expect(dialog.getByText(/runs in a virtual machine, which/)).toBeTruthy()
  expect(dialog.getByText(/runs in a container \(Docker\)/)).toBeTruthy()
  act(() => setGuideOpen(false))
})

// The bug: the browser's way back left the guide open, and the next look at the strip was thrown back to it.
test('who leaves the page leaves the guide', async () => {
  show()
  act(() => setGuideOpen(true))
  await screen.findByRole('dialog')
  cleanup()
  show()
  expect(await screen.findByText('Nothing has been metered yet.')).toBeTruthy()
  expect(screen.queryByRole('dialog')).toBeNull()
})

// The bug: 8 Wh ≈ 0.02 ¢, where a price was in force for the last 7 % of them alone.
test('money that stands for a part of the energy says for how much of it', async () => {
  show({ totals: { ...someTotals(nowMs), all: aSum(3_600_000, { unpricedJ: 3_348_000 }) }, settings: { tariff } })
  expect(await screen.findByText(/1\.00 kWh ≈ 30\.0 ¢ for 7 % of it/)).toBeTruthy()
  expect(screen.getByText('While no price was set 930 Wh were used, which the money does not hold.')).toBeTruthy()
})

test('a range of power that is read now is not lost for want of a history', async () => {
  chooseMeterRange('14-days')
  show({ meter: { charged: null, sources: aMeterState().sources, idlePowerW: aRange(31) } })
  expect(await screen.findByText('No power was metered in this time.')).toBeTruthy()
})
