// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { GuideEntry, PowerSource } from '#contract/meter.ts'
import { defaultSettings } from '#contract/settings.ts'
import { MeterContents } from '../../../../../renderer/features/meter/contents/meter-contents.tsx'
import { createStores } from '../../../../../renderer/stores/stores.tsx'
import { aMeterState, aPowerSource, aRange } from '../../../../support/energies.ts'
import { renderPart, setUpPage } from '../../../harness.tsx'

setUpPage()

const show = (sources: PowerSource[], guide: GuideEntry[] = [], isOn = true) => {
  const stores = createStores()
  stores.settings.setState({ ...defaultSettings, meter: { ...defaultSettings.meter, isOn } })
  stores.meter.setState(aMeterState({ sources, idlePowerW: aRange(31, 2) }))
  return renderPart(<MeterContents />, { stores, client: { meter: { guide: async () => guide } } })
}

const row = (index: number) => {
  const item = screen.getAllByRole('listitem')[index]
  if (!item) throw new Error(`There is no row ${index}`)
  return within(item)
}

test('a live source says what it measures, with what, how much and how that is known', () => {
  show([aPowerSource()])
  for (const text of ['CPU package', 'package-0, RAPL counter, 10 Hz', '16.0', 'W', 'Device counter'])
    expect(row(0).getByText(text)).toBeTruthy()
  expect(screen.getByText('31.0 W')).toBeTruthy()
})

test('of two that measure the same kind, each has its device in its name; what another covers says so', () => {
  const gpu = { collector: 'nvml', scope: 'gpu-board' } as const
  show([
    aPowerSource({ ...gpu, id: 'nvml:1', name: 'RTX 4060' }),
    aPowerSource({ ...gpu, id: 'nvml:2', name: 'RTX 3090', coveredById: 'nvml:1', isCharged: false }),
  ])
  expect(row(0).getByText('GPU, RTX 4060')).toBeTruthy()
  expect(row(1).getByText('within GPU, RTX 4060')).toBeTruthy()
})

// The bug: the last power of a source that is gone, as if it were read.
test('a source that failed says why and when it is tried again, and shows no power', () => {
  show([
    aPowerSource({
      state: 'failed',
      powerW: null,
      problem: { code: 'METER_SOURCE_GONE', params: { name: 'package-0' }, detail: null },
      retryAtMs: new Date(2026, 10, 25, 14, 6).getTime(),
    }),
  ])
  expect(row(0).getByText(/Next try at 14:06\./)).toBeTruthy()
  expect(row(0).getByText('Not measured')).toBeTruthy()
  expect(row(0).queryByText('W')).toBeNull()
})

test('a locked source leads to the guide; one that is silent or off says so', () => {
  show([
    aPowerSource({ state: 'locked', powerW: null }),
    aPowerSource({ id: 'battery:0', collector: 'battery', state: 'silent', powerW: null }),
    aPowerSource({ id: 'x', state: 'off', powerW: null }),
  ])
  expect(row(0).getByRole('button', { name: 'Unlock a meter' })).toBeTruthy()
  expect(row(1).getByText('nothing to say now')).toBeTruthy()
  expect(row(2).getByText('turned off')).toBeTruthy()
})

const estimate = aPowerSource({
  collector: 'estimate',
  scope: 'whole-machine',
  provenance: 'estimated',
  powerW: { low: 38, central: 55, high: 90 },
})

test('an estimate is a range', () => {
  show([estimate])
  expect(row(0).getByText('38–90')).toBeTruthy()
})

// The bug: who has an estimate alone was told nowhere on the page that the machine could have a meter.
test('where an estimate is all there is, what the machine could have is named, with the way to it', async () => {
  const entry = { params: {}, command: null }
  show(
    [estimate],
    [
      { ...entry, id: 'plug', state: 'missing' },
      { ...entry, id: 'rapl', state: 'impossible' },
    ],
  )
  const list = within(await screen.findByRole('list', { name: 'It could have:' }))
  expect(list.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(['A smart plug at the wall'])
  expect(screen.getByRole('button', { name: 'Unlock a meter' })).toBeTruthy()
})

test('beside a sensor an estimate asks for nothing', () => {
  show([estimate, aPowerSource()])
  expect(screen.queryByRole('button', { name: 'Unlock a meter' })).toBeNull()
})

test('no source: one sentence and one action; no tariff: the way to a price', () => {
  const { location } = show([])
  expect(screen.getByText('No meter was found.')).toBeTruthy()
  fireEvent.click(screen.getByRole('link', { name: 'Set a price' }))
  expect(location.history.at(-1)).toBe('/settings/cost.tariff')
})

// The bug: “No meter was found”, because the user had turned it off.
test('a meter that is off is not said to be missing', () => {
  show([], [], false)
  expect(screen.getByText('The meter is off.')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Find a meter' })).toBeNull()
})
