// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import type { LabForecast, LabPlan } from '#contract/lab/plan.ts'
import type { Model } from '#contract/models.ts'
import { labPresets } from '../../../../../main/core/lab/presets.ts'
import { adoptPlan, compareModels, resetPlan } from '../../../../../renderer/features/lab/setup/plan-draft.ts'
import { SetupPage } from '../../../../../renderer/features/lab/setup/setup-page.tsx'
import { interfaceStore } from '../../../../../renderer/stores/interface.ts'
import { createStores } from '../../../../../renderer/stores/stores.tsx'
import { aLabPlan, aLabRun } from '../../../../support/lab-runs.ts'
import { aPresentRun } from '../../../../support/lab-showcase/present-run.ts'
import { makeModel, makeModels } from '../../../fixtures.ts'
import { renderPart, setUpPage } from '../../../harness.tsx'

setUpPage()
beforeEach(resetPlan)

const q8 = makeModel({ id: 'q8', quantization: 'Q8_0', sizeBytes: 145e6 })
const q4 = makeModel({ id: 'q4', quantization: 'Q4_K_M', sizeBytes: 105e6 })

const someForecast: LabForecast = {
  variants: 2,
  repetitions: { least: 40, most: 160 },
  durationMs: { low: 300_000, high: 900_000 },
  referenceBytes: 2_000_000_000,
  obstacles: [],
}

type Given = {
  models?: Model[]
  forecast?: Partial<LabForecast>
  start?: (plan: LabPlan) => Promise<unknown>
  isRunning?: boolean
}

const show = ({ models = [q8, q4], forecast = {}, start, isRunning = false }: Given = {}) => {
  const stores = createStores()
  stores.models.setState(makeModels(models), true)
  stores.lab.setState(isRunning ? aPresentRun().progress : null, true)
  stores.quantize.setState([], true)
  const asked = vi.fn(async (_: LabPlan) => ({ ...someForecast, ...forecast }))
  const started = vi.fn(start ?? (async (_: LabPlan) => aLabRun({ id: 'new-run' })))
  const client = { lab: { presets: async () => labPresets, forecast: asked, start: started } }
  return { asked, started, ...renderPart(<SetupPage />, { stores, client }) }
}

const choose = async (name: RegExp) => fireEvent.click(await screen.findByRole('checkbox', { name }))
const startButton = () => screen.getByRole('button', { name: 'Start' })
const canStart = () => startButton().getAttribute('aria-disabled') !== 'true'

test('without a model there is a sentence and the way to one', async () => {
  show({ models: [] })
  expect(await screen.findByText('There is no model to measure yet.')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Open a GGUF file' }))
  expect(interfaceStore.getState().isOpenFileOpen).toBe(true)
  interfaceStore.setState({ isOpenFileOpen: false })
})

test('nothing is begun before a model is chosen; what is chosen is what is begun, and the run is shown', async () => {
  const { asked, started, location } = show()
  expect(await screen.findByText('Choose at least one model.')).toBeTruthy()
  expect(canStart()).toBe(false)
  expect(asked).not.toHaveBeenCalled()
  await choose(/^Q8_0/)
  await choose(/^Q4_K_M/)
  await waitFor(() => expect(canStart()).toBe(true))
  expect(screen.getByText('40 to 160')).toBeTruthy()
  expect(screen.getByText('about 5 min to 15 min')).toBeTruthy()
  fireEvent.click(startButton())
  await waitFor(() => expect(location.history.at(-1)).toBe('/lab/run/new-run'))
  expect(started.mock.lastCall?.[0]).toMatchObject({
    modelIds: ['q8', 'q4'],
    ...labPresets.standard,
  })
})

test('each obstacle is said in words, and keeps from the start', async () => {
  show({ forecast: { obstacles: ['does-not-fit'], durationMs: null } })
  await choose(/^Q8_0/)
  expect(await screen.findByText('A chosen model does not fit into the memory.')).toBeTruthy()
  expect(canStart()).toBe(false)
})

test('a start that is refused says why, and everything stays as it was set up', async () => {
  show({ start: () => Promise.reject(new Error('The connection is gone.')) })
  await choose(/^Q8_0/)
  await waitFor(() => expect(canStart()).toBe(true))
  fireEvent.click(startButton())
  expect(await screen.findByRole('alert')).toBeTruthy()
  expect(screen.getByRole('checkbox', { name: /^Q8_0/ }).getAttribute('aria-checked')).toBe('true')
})

test('while another run is at work there is no start, and the way to that run', async () => {
  show({ isRunning: true })
  await choose(/^Q8_0/)
  expect((await screen.findByRole('link', { name: 'Show it' })).getAttribute('href')).toContain('/lab/run/present')
  expect(canStart()).toBe(false)
})

test('a preset that is changed is one no more, and is said to be changed', async () => {
  show()
  const tests = await screen.findByRole('textbox', { name: 'Speed tests' })
  fireEvent.change(tests, { target: { value: 'pp512, tg32 @ d1024' } })
  expect(await screen.findByText('Standard, changed.')).toBeTruthy()
  fireEvent.click(screen.getByRole('radio', { name: /^Quick/ }))
  await waitFor(() => expect(screen.queryByText('Standard, changed.')).toBeNull())
  expect(screen.getByRole('textbox', { name: 'Speed tests' })).toHaveProperty('value', 'pp512, tg128')
})

// The bug: a slip of the pen took all tests out of the plan.
test('a test that cannot be read stays in its field, says so, and leaves the plan as it was', async () => {
  const { asked } = show()
  await choose(/^Q8_0/)
  const field = screen.getByRole('textbox', { name: 'Speed tests' })
  fireEvent.change(field, { target: { value: 'pp512, tgx' } })
  expect(await screen.findByText(/^Write tests such as/)).toBeTruthy()
  expect(field).toHaveProperty('value', 'pp512, tgx')
  await waitFor(() => expect(asked.mock.lastCall?.[0]).toMatchObject({ speedTests: labPresets.standard.speedTests }))
})

test('a quantized reference is said aloud', async () => {
  show()
  await choose(/^Q8_0/)
  expect(await screen.findByText('Against Q8_0, not F16: what Q8_0 itself has lost does not show.')).toBeTruthy()
  fireEvent.click(screen.getByRole('switch', { name: 'Measure quality' }))
  expect(screen.queryByText(/^Against Q8_0/)).toBeNull()
})

test('an earlier plan is taken over; of its models those that are still there', async () => {
  adoptPlan({ ...aLabPlan, modelIds: ['q4', 'gone'], seed: 42, preset: 'custom' })
  const { asked } = show()
  await waitFor(() => expect(asked.mock.lastCall?.[0]).toMatchObject({ modelIds: ['q4'], seed: 42 }))
  expect(screen.getByText('A plan of your own.')).toBeTruthy()
})

test('models that were asked to be compared are chosen, before the set-up was ever open and after', async () => {
  compareModels(['q4'])
  show()
  const chosen = async (name: RegExp) => (await screen.findByRole('checkbox', { name })).getAttribute('aria-checked')
  expect(await chosen(/^Q4_K_M/)).toBe('true')
  expect(await chosen(/^Q8_0/)).toBe('false')
  act(() => compareModels(['q8', 'q4']))
  expect(await chosen(/^Q8_0/)).toBe('true')
})

test('all of a ladder are chosen at once, and none', async () => {
  show()
  fireEvent.click(await screen.findByRole('button', { name: 'Choose all of SmolLM2 135M Instruct' }))
  expect(screen.getByRole('checkbox', { name: /^Q4_K_M/ }).getAttribute('aria-checked')).toBe('true')
  fireEvent.click(screen.getByRole('button', { name: 'Choose none of SmolLM2 135M Instruct' }))
  expect(screen.getByRole('checkbox', { name: /^Q4_K_M/ }).getAttribute('aria-checked')).toBe('false')
})
