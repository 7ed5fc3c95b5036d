// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import type { LabSample } from '#contract/lab/run.ts'
import { RunningPage } from '../../../../../renderer/features/lab/running/running-page.tsx'
import { createStores } from '../../../../../renderer/stores/stores.tsx'
import {
  aPresentFailure,
  aPresentQuality,
  aPresentRun,
  type PresentRun,
} from '../../../../support/lab-showcase/present-run.ts'
import { renderPart, setUpPage } from '../../../harness.tsx'

setUpPage()
beforeEach(() => void vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(900))

/** What the core tells: those so far, and each that the test sends. */
const samplesOf = (first: readonly LabSample[]) => {
  let send: (samples: LabSample[]) => void = () => undefined
  const stream = async function* (signal: AbortSignal) {
    yield [...first]
    while (!signal.aborted) {
      yield await new Promise<LabSample[]>((resolve, reject) => {
        send = resolve
        signal.addEventListener('abort', () => reject(signal.reason))
      })
    }
  }
  return { stream, send: (samples: LabSample[]) => send(samples) }
}

const show = ({ run, samples, progress }: PresentRun) => {
  const stores = createStores()
  stores.lab.setState(progress, true)
  const { stream, send } = samplesOf(samples)
  const calls = {
    pause: vi.fn(async (_: { runId: string }) => undefined),
    resume: vi.fn(async (_: { runId: string }) => undefined),
    cancel: vi.fn(async (_: { runId: string }) => undefined),
  }
  const watch = async (_: { runId: string }, options?: { signal: AbortSignal }) =>
    stream(options?.signal ?? new AbortController().signal)
  const client = { lab: { run: async () => run, samples: watch, ...calls } }
  return { calls, send, ...renderPart(<RunningPage runId={run.id} />, { stores, client }) }
}

const figure = (name: RegExp) => screen.findByRole('application', { name })
const summary = async () => within(await screen.findByLabelText('So far'))

test('where a run stands: time, repetitions, energy, money and temperature, each with how it is known', async () => {
  show(aPresentRun())
  const band = await summary()
  for (const words of ['41 min', '36–47 min', '64', 'of 120', 'Device counter', '71 °C', 'started 52 °C']) {
    expect(await band.findByText(words)).toBeTruthy()
  }
  expect(
    screen.getByText('Block 7 of at most 20 · turn 3 of 5 · order seed 42 · pp512, tg128 · warm-up discarded'),
  ).toBeTruthy()
  expect(screen.getByText('Measuring · Q3_K_M · tg128')).toBeTruthy()
})

test('a temperature and an energy that nobody measured are dashes', async () => {
  const present = aPresentRun({ drift: 0 })
  show({
    ...present,
    progress: {
      ...present.progress,
      temperatureC: null,
      energyJ: null,
      energyProvenance: null,
      money: [],
      leftMs: null,
    },
  })
  const band = await summary()
  expect(band.getAllByText('–')).toHaveLength(3)
  expect(band.getByText('Not measured')).toBeTruthy()
  expect(band.queryByText('Money so far')).toBeNull()
})

test('samples as they arrive are counted once, also where the stream begins anew', async () => {
  const present = aPresentRun({ drift: 0 })
  const { send } = show(present)
  await figure(/^Fig. 2/)
  fireEvent.click(await screen.findByRole('button', { name: 'Fig. 2. Show as a table' }))
  const countOf = (label: string) =>
    screen.getByRole('row', { name: new RegExp(`^${label} `) }).lastElementChild?.textContent
  await waitFor(() => expect(countOf('Q8_0')).toBe('6'))
  const last = present.samples.findLast(({ variant, test }) => variant === 0 && test === 1)
  if (!last) throw new Error('There is no sample.')
  await act(async () => send([...present.samples, { ...last, order: 900, block: 6 }]))
  await waitFor(() => expect(countOf('Q8_0')).toBe('7'))
})

test('a drift is told with what still holds, and one that is none is not', async () => {
  show(aPresentRun())
  const notice = within(await screen.findByRole('region', { name: 'The rate drifts' }))
  expect(notice.getByText(/^Q8_0, which stands for the machine, runs 2\.2 % slower in block 6/)).toBeTruthy()
  expect(notice.getByText(/The machine is 11 °C warmer\. Differences within a block remain fair/)).toBeTruthy()
})

test('nothing is wrong: nothing is said beside the samples', async () => {
  show(aPresentRun({ drift: 0 }))
  await figure(/^Fig. 2/)
  expect(screen.queryByRole('region', { name: 'The rate drifts' })).toBeNull()
  expect(screen.queryByRole('alert')).toBeNull()
})

test('a variant that failed says why, and the others go on', async () => {
  show(aPresentFailure())
  const failed = within(await screen.findByRole('region', { name: 'Q6_K is not measured further; the others go on.' }))
  expect(failed.getByRole('heading', { name: 'Out of memory' })).toBeTruthy()
  expect(screen.getByText('Other programs took the processor.')).toBeTruthy()
})

test('quality is told chunk by chunk, with what it is against', async () => {
  show(aPresentQuality())
  expect(await screen.findByText('Quality against BF16, on Moby-Dick.')).toBeTruthy()
  const row = within(screen.getByRole('row', { name: /^Q8_0/ }))
  expect(row.getByText('6.232')).toBeTruthy()
  expect((await summary()).getByText('of 80')).toBeTruthy()
  // Nobody knows it yet.
  expect(within(screen.getByRole('row', { name: /^Q3_K_M/ })).getAllByText('–')).toHaveLength(3)
})

test('a run is paused after its repetition, stopped, and gone on with', async () => {
  const { calls, stores } = show(aPresentRun())
  await figure(/^Fig. 2/)
  fireEvent.click(screen.getByRole('button', { name: 'Pause after this run' }))
  expect(calls.pause).toHaveBeenCalledWith({ runId: 'present' })
  const { progress } = aPresentRun()
  act(() => stores.lab.setState({ ...progress, isPausing: true }, true))
  expect(screen.getByText('Pauses after this run')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Pause after this run' }).getAttribute('aria-disabled')).toBe('true')
  act(() => stores.lab.setState({ ...progress, state: 'paused', phase: 'ending' }, true))
  fireEvent.click(screen.getByRole('button', { name: 'Go on' }))
  expect(calls.resume).toHaveBeenCalledWith({ runId: 'present' })
  fireEvent.click(screen.getByRole('button', { name: 'Stop and keep' }))
  expect(calls.cancel).toHaveBeenCalledWith({ runId: 'present' })
})
