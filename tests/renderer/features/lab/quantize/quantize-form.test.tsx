// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { ladderTypes, type QuantizeForecast, type QuantizeJob, type QuantizeRequest } from '#contract/lab/quantize.ts'
import { QuantizeForm } from '../../../../../renderer/features/lab/quantize/quantize-form.tsx'
import { createStores } from '../../../../../renderer/stores/stores.tsx'
import { aPresentRun } from '../../../../support/lab-showcase/present-run.ts'
import { makeModel, makeModels } from '../../../fixtures.ts'
import { renderPart, setUpPage } from '../../../harness.tsx'

setUpPage()

const q4 = makeModel({ id: 'starter', quantization: 'Q4_1' })
const f16 = makeModel({ id: 'f16', quantization: 'F16', name: 'SmolLM2 whole', sizeBytes: 270e6 })

type Given = {
  modelId?: string
  forecast?: Partial<QuantizeForecast>
  there?: string[]
  jobs?: QuantizeJob[]
  isMeasuring?: boolean
}

const aJob = (change: Partial<QuantizeJob> = {}): QuantizeJob => ({
  id: 'job-1',
  sourceModelId: 'starter',
  sourceName: q4.name,
  sourceQuantization: 'Q4_1',
  type: 'Q6_K',
  fileName: 'SmolLM2-Q6_K.gguf',
  state: 'done',
  progress: null,
  sizeBytes: 138e6,
  startedAtMs: 0,
  durationMs: 1800,
  fallbackTensors: null,
  tensorCount: null,
  modelId: null,
  problem: null,
  ...change,
})

const show = ({ modelId = 'starter', forecast = {}, there = [], jobs = [], isMeasuring = false }: Given = {}) => {
  const stores = createStores()
  stores.models.setState(makeModels([q4, f16]), true)
  stores.quantize.setState(jobs, true)
  stores.lab.setState(isMeasuring ? aPresentRun().progress : null, true)
  const start = vi.fn(async (_: QuantizeRequest) => [])
  const cancel = vi.fn(async (_: { id: string }) => undefined)
  const onLeave = vi.fn()
  const client = {
    quantize: {
      start,
      cancel,
      forecast: async ({ modelId: id, types }: QuantizeRequest): Promise<QuantizeForecast> => {
        const files = types.map((type) => ({
          type,
          fileName: `${type}.gguf`,
          sizeBytes: 100e6,
          exists: there.includes(type),
        }))
        return {
          files,
          neededBytes: files.length * 100e6,
          freeBytes: 50e9,
          isSourceQuantized: id === 'starter',
          needsImportanceMatrix: ['IQ1_S'],
          ...forecast,
        }
      },
    },
  }
  const view = renderPart(<QuantizeForm modelId={modelId} onLeave={onLeave} />, { stores, client })
  return { ...view, start, cancel, onLeave }
}

const make = (name: RegExp | string = /^Make \d/) => screen.getByRole('button', { name })
const isOff = (element: Element) => element.getAttribute('aria-disabled') === 'true'

// The bug: a second loss that nobody had been told of.
test('a quantized source is not quantized again before the user has ticked that it may be', async () => {
  const { start } = show()
  expect(await screen.findByText('The source is Q4_1, which is quantized itself')).toBeTruthy()
  await screen.findByText('Needs about 600 MB of 50.0 GB free.')
  expect(isOff(make('Make 6 files'))).toBe(true)
  fireEvent.click(screen.getByRole('checkbox', { name: 'Make them all the same' }))
  await waitFor(() => expect(isOff(make('Make 6 files'))).toBe(false))
  fireEvent.click(make('Make 6 files'))
  await waitFor(() => expect(start).toHaveBeenCalled())
  expect(start.mock.lastCall?.[0]).toEqual({
    modelId: 'starter',
    types: [...ladderTypes],
    allowRequantize: true,
    viaF16: true,
    importanceMatrixPath: null,
    threads: null,
  })
})

test('a whole source needs no tick', async () => {
  show({ modelId: 'f16' })
  await screen.findByText(/^Needs about/)
  expect(screen.queryByText(/which is quantized itself/)).toBeNull()
  await waitFor(() => expect(isOff(make('Make 6 files'))).toBe(false))
})

// The bug: the whole ladder was refused since one of its files was there.
test('what is there already is not made again', async () => {
  const { start } = show({ modelId: 'f16', there: ['Q4_K_M'] })
  await screen.findByText('is there')
  await waitFor(() => expect(isOff(make('Make 5 files'))).toBe(false))
  fireEvent.click(make('Make 5 files'))
  await waitFor(() => expect(start.mock.lastCall?.[0].types).toEqual(ladderTypes.filter((type) => type !== 'Q4_K_M')))
})

test('without room there is no start', async () => {
  show({ modelId: 'f16', forecast: { freeBytes: 1e6 } })
  expect(await screen.findByText('Needs about 600 MB, and 1.00 MB are free.')).toBeTruthy()
  expect(isOff(make())).toBe(true)
})

test('while the lab measures nothing is made', async () => {
  show({ modelId: 'f16', isMeasuring: true })
  expect(await screen.findByText('A run of the lab is at work: files are made when it has ended.')).toBeTruthy()
  await screen.findByText(/^Needs about/)
  expect(isOff(make())).toBe(true)
})

test('single types are taken and left, a matrix goes along', async () => {
  const { start } = show({ modelId: 'f16' })
  await screen.findByText(/^Needs about/)
  fireEvent.click(screen.getByRole('button', { name: 'Leave the ladder' }))
  fireEvent.click(screen.getByRole('button', { name: /^All types/ }))
  expect(await screen.findByText('needs a matrix')).toBeTruthy()
  fireEvent.click(screen.getByRole('checkbox', { name: /^IQ1_S/ }))
  fireEvent.change(screen.getByRole('textbox', { name: 'Importance matrix' }), { target: { value: ' /m.dat ' } })
  await waitFor(() => expect(isOff(make('Make 1 file'))).toBe(false))
  fireEvent.click(make('Make 1 file'))
  await waitFor(() =>
    expect(start.mock.lastCall?.[0]).toMatchObject({ types: ['IQ1_S'], importanceMatrixPath: '/m.dat' }),
  )
})

test('a file that is made can be cancelled; one that fell back says how many tensors did', async () => {
  const jobs = [
    aJob({ id: 'job-2', type: 'Q5_K_M', state: 'running', progress: 0.4 }),
    aJob({ fallbackTensors: 180, tensorCount: 272, modelId: 'made' }),
  ]
  const { cancel } = show({ jobs })
  expect(await screen.findByText(/^180 of 272 tensors have another type/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Cancel Q5_K_M' }))
  expect(cancel).toHaveBeenCalledWith({ id: 'job-2' })
  expect(screen.queryByRole('button', { name: 'Compare them' })).toBeNull()
})

test('what was made is compared: the set-up opens', async () => {
  const jobs = [aJob({ id: 'job-2', type: 'Q8_0', modelId: 'made-8' }), aJob({ modelId: 'made-6' })]
  const { location, onLeave } = show({ jobs })
  await act(async () => fireEvent.click(await screen.findByRole('button', { name: 'Compare them' })))
  expect(location.history.at(-1)).toBe('/lab/new')
  expect(onLeave).toHaveBeenCalled()
})
