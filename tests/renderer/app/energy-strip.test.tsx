// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { MeterState } from '#contract/meter.ts'
import { MeterStrip } from '../../../renderer/app/meter-strip.tsx'
import { aMeterState, aPowerSource, aRange, someEnergy, someEstimate } from '../../support/energies.ts'
import { renderPart, setUpPage } from '../harness.tsx'

setUpPage()

const strip = (parts: Partial<MeterState> = {}) => {
  const view = renderPart(<MeterStrip />)
  act(() => view.stores.meter.setState(aMeterState(parts), true))
  return view
}
const sum = (energyJ = aRange(240, 2), provenance: 'device-counter' | 'estimated' = 'device-counter') => ({
  energyJ,
  money: [],
  unpricedJ: 0,
  carbonG: null,
  provenance,
})
const euros = (amount: number) => ({ currency: 'EUR', amount: aRange(amount, 2) })

test('at rest the power of now stands beside the last answer and the conversation', () => {
  strip({
    lastAnswer: { messageId: 'm', energy: someEnergy },
    conversation: { id: 'c', sum: { ...sum(), money: [euros(0.00054)] } },
  })
  expect(screen.getByText('16.0')).toBeTruthy()
  expect(screen.getByText('2.00')).toBeTruthy()
  expect(screen.getByText('0.054')).toBeTruthy()
  expect(screen.getByText('0.054').parentElement?.textContent).toBe('0.054 ¢ so far')
  expect(screen.getAllByText('Device counter')).toHaveLength(3)
})

// The bug: the tariff's currency was changed, and what is in one of the two stands there as all that the conversation cost.
test('what was bought in two currencies is no amount of money', () => {
  const dollars = { ...euros(0.0002), currency: 'USD' }
  strip({ conversation: { id: 'c', sum: { ...sum(aRange(277_200, 2)), money: [euros(0.00054), dollars] } } })
  expect(screen.getByText('77.0').parentElement?.textContent).toBe('77.0 Wh so far')
})

test('while an answer is written its own joules a token are shown, and not those of the one before', () => {
  strip({
    lastAnswer: { messageId: 'm', energy: someEnergy },
    live: { messageId: 'n', sum: sum(), joulesPerToken: aRange(2.77, 3) },
  })
  expect(screen.getByText('2.77')).toBeTruthy()
  expect(screen.queryByText('2.00')).toBeNull()
})

test('before the first reading of an answer there is a dash, and no figure of the answer before', () => {
  strip({
    lastAnswer: { messageId: 'm', energy: someEnergy },
    live: { messageId: 'n', sum: sum(), joulesPerToken: null },
  })
  expect(screen.queryByText('2.00')).toBeNull()
  expect(screen.getByText('Measuring')).toBeTruthy()
})

// The bug: a bare central figure of an estimate.
test('an estimate is a range in each cell', () => {
  strip({
    charged: {
      powerW: { low: 18, central: 25, high: 35 },
      provenance: 'estimated',
      scopes: ['whole-machine'],
      leavesOut: [],
    },
    lastAnswer: { messageId: 'm', energy: someEstimate },
    conversation: { id: 'c', sum: sum({ low: 500_000, central: 600_000, high: 720_000 }, 'estimated') },
  })
  expect(screen.getByText('18–35')).toBeTruthy()
  expect(screen.getByText('1.4–3.8')).toBeTruthy()
  expect(screen.getByText('140–200').parentElement?.textContent).toBe('140–200 Wh so far')
  expect(screen.getAllByText('Estimated')).toHaveLength(3)
})

test('where a meter is read and nothing was answered, the cells say what they wait for', () => {
  strip()
  expect(screen.getAllByText('After an answer')).toHaveLength(3)
  expect(screen.queryByText('Not measured')).toBeNull()
})

test('where nothing is read, nothing is shown as measured', () => {
  strip({ sources: [], charged: null })
  expect(screen.getAllByText('Not measured')).toHaveLength(3)
})

test('an answer too short for its meter says so in place of joules a token', () => {
  strip({ lastAnswer: { messageId: 'm', energy: { ...someEnergy, decode: someEstimate.prefill } } })
  expect(screen.getByText('too short to tell')).toBeTruthy()
})

const openSources = async () => {
  fireEvent.click(screen.getByRole('button', { name: /Show the sources$/ }))
  return within(await screen.findByRole('dialog', { name: 'Power now' }))
}

test('the watts open the list of their sources, what the sum leaves out, and today', async () => {
  strip({
    sources: [aPowerSource(), aPowerSource({ id: 'hwmon:gpu', scope: 'gpu-board', state: 'locked', powerW: null })],
    today: { ...sum(aRange(277_200)), money: [euros(0.0231)] },
    idlePowerW: aRange(15),
  })
  const list = await openSources()
  expect(list.getByText('CPU package')).toBeTruthy()
  expect(list.getByText(/^Leaves out: memory, board/)).toBeTruthy()
  expect(list.getByText('77.0 Wh ≈ 2.31 ¢')).toBeTruthy()
  expect(list.getByText('15.0 W')).toBeTruthy()
})

test('the list leads to the Meter page, and closes', async () => {
  const { location } = strip()
  const list = await openSources()
  fireEvent.click(list.getByRole('button', { name: 'Open the Meter page' }))
  expect(location.history?.at(-1)).toBe('/meter')
  expect(list.queryByRole('button', { name: 'Unlock a meter' })).toBeNull()
})

test('where the best is an estimate, the list leads to the guide', async () => {
  const { location } = strip({ sources: [], charged: null })
  const list = await openSources()
  fireEvent.click(list.getByRole('button', { name: 'Unlock a meter' }))
  expect(location.history?.at(-1)).toBe('/meter')
})

// The bug: the curve of one answer goes on in the next, and the power's stops at rest.
test('a curve begins anew with each answer; that of the power goes on at rest', () => {
  const { stores } = strip()
  const live = (messageId: string, joules: number) =>
    act(() =>
      stores.meter.setState(aMeterState({ live: { messageId, sum: sum(), joulesPerToken: aRange(joules) } }), true),
    )
  live('m', 2)
  live('m', 3)
  expect(stores.energy.perToken.getState().values).toEqual([2, 3])
  live('n', 4)
  act(() => stores.meter.setState(aMeterState(), true))
  expect(stores.energy.perToken.getState()).toMatchObject({ values: [4], isLive: false })
  expect(stores.energy.power.getState().values).toEqual([16, 16, 16, 16, 16])
})
