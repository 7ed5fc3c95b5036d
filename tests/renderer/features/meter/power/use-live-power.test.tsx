// @vitest-environment jsdom
import { act } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { PowerHistory } from '#contract/meter.ts'
import { useLivePower } from '../../../../../renderer/features/meter/power/use-live-power.ts'
import { createStores } from '../../../../../renderer/stores/stores.tsx'
import { aMeterState, aPowerSource, aRange } from '../../../../support/energies.ts'
import { renderPart, setUpPage } from '../../../harness.tsx'

setUpPage()

beforeEach(() => void vi.useFakeTimers({ now: 1_764_000_000_000 }))
afterEach(() => void vi.useRealTimers())

const stored: PowerHistory = { stepMs: 1000, atMs: [], series: [] }
const stateOf = (watts: number) => aMeterState({ sources: [aPowerSource({ powerW: aRange(watts) })] })
const lastOf = (history: PowerHistory | undefined) => history?.series[0]?.meanW.at(-1)

const Reader = ({ seen }: { seen: Set<PowerHistory> }) => {
  seen.add(useLivePower().history)
  return null
}

// The bug: a chart of one-second steps is laid out and drawn with each reading, four times in a step.
test('the chart moves on once a second, with all the readings of the step', async () => {
  const stores = createStores()
  const seen = new Set<PowerHistory>()
  stores.meter.setState(stateOf(10), true)
  renderPart(<Reader seen={seen} />, { stores, client: { meter: { power: async () => stored } } })
  await act(() => vi.advanceTimersByTimeAsync(1000))
  const before = seen.size
  for (const watts of [20, 30, 40, 50]) {
    act(() => stores.meter.setState(stateOf(watts), true))
    await act(() => vi.advanceTimersByTimeAsync(200))
  }
  expect(seen.size).toBe(before)
  await act(() => vi.advanceTimersByTimeAsync(200))
  expect(seen.size).toBe(before + 1)
  expect(lastOf([...seen].at(-1))).toBeCloseTo(35)
})
