import { expect, test } from 'vitest'
import type { PowerHistory } from '#contract/meter.ts'
import { stackPower } from '../../../../../renderer/features/meter/power/power-stack.ts'

type Series = PowerHistory['series'][number]

const series = (
  sourceId: string,
  scope: Series['scope'],
  meanW: (number | null)[],
  change: Partial<Series> = {},
): Series => ({
  sourceId,
  collector: 'rapl',
  name: sourceId,
  scope,
  provenance: 'device-counter',
  meanW,
  lowW: meanW,
  highW: meanW,
  ...change,
})

const history = (...all: Series[]): PowerHistory => ({
  stepMs: 1000,
  atMs: (all[0]?.meanW ?? []).map((_, index) => index * 1000),
  series: all,
})

const gpu = series('nvml:GPU-1', 'gpu-board', [80, 80], { collector: 'nvml', name: 'RTX 4060' })
const cpu = series('rapl:intel-rapl:0', 'cpu-package', [16, 16], { name: 'package-0' })
const plug = (meanW: (number | null)[], id = 'shelly:a') =>
  series(id, 'whole-machine', meanW, { collector: 'shelly', provenance: 'wall-metered' })

// The bug: cores drawn onto the package that they are part of, so that the stack is higher than the machine.
test('what lies within another source is not put onto it', () => {
  const cores = series('rapl:intel-rapl:0:0', 'cpu-cores', [11, 11], { name: 'core' })
  const { bands } = stackPower(history(cpu, cores, gpu))
  expect(bands.map(({ scope }) => scope)).toEqual(['gpu-board', 'cpu-package'])
  expect(bands[1]).toMatchObject({ bottomW: [80, 80], topW: [96, 96] })
})

test('a GPU that two tools read counts once, by the more direct one; two cards count twice', () => {
  const smi = series('nvidia-smi:GPU-1', 'gpu-board', [79, 79], {
    collector: 'nvidia-smi',
    name: 'RTX 4060',
    provenance: 'device-sensor',
  })
  const second = { ...gpu, sourceId: 'nvml:GPU-2' }
  const { bands } = stackPower(history(smi, gpu, second))
  expect(bands.map(({ id }) => id)).toEqual(['nvml:GPU-1', 'nvml:GPU-2'])
})

test('the same package through two interfaces counts once', () => {
  const again = series('rapl:intel-rapl-mmio:0', 'cpu-package', [16, 16], { name: 'package-0' })
  expect(stackPower(history(cpu, again)).bands).toHaveLength(1)
})

test('what the plug reads beyond the parts is the remainder, on top; the whole is the line', () => {
  const { bands, whole } = stackPower(history(plug([158, 150]), cpu, gpu))
  expect(bands.map(({ scope }) => scope)).toEqual(['gpu-board', 'cpu-package', 'remainder'])
  expect(bands[2]).toMatchObject({ meanW: [62, 54], bottomW: [96, 96], topW: [158, 150] })
  expect(whole).toMatchObject({ provenance: 'wall-metered', meanW: [158, 150] })
})

// The bug: a remainder below zero, drawn upside down into the parts.
test('parts that come out above the plug leave no negative remainder', () => {
  expect(stackPower(history(plug([90, 158]), cpu, gpu)).bands[2]?.meanW).toEqual([0, 62])
})

test('a plug that is silent leaves a gap in the whole and in the remainder, not in the parts', () => {
  const { bands, whole } = stackPower(history(plug([null, 158]), cpu, gpu))
  expect(whole?.meanW).toEqual([null, 158])
  expect(bands[2]?.meanW).toEqual([null, 62])
  expect(bands[0]?.meanW).toEqual([80, 80])
})

// The bug: of two supplies one plug is silent, and the other is taken for the machine.
test('two plugs are one machine, and one of them alone is not', () => {
  const { whole } = stackPower(history(plug([100, null]), plug([58, 60], 'shelly:b')))
  expect(whole?.meanW).toEqual([158, null])
})

test('the estimate stands in where nothing is measured, and nowhere else', () => {
  const guess = series('estimate:machine', 'whole-machine', [70, 70], {
    collector: 'estimate',
    provenance: 'estimated',
    lowW: [50, 50],
    highW: [110, 110],
  })
  const { estimate, bands, whole } = stackPower(history(guess, { ...cpu, meanW: [null, 16] }))
  expect(estimate).toMatchObject({ lowW: [50, null], meanW: [70, null], highW: [110, null] })
  expect(bands[0]?.meanW).toEqual([null, 16])
  expect(whole).toBeNull()
})

test('nothing gives nothing', () => {
  expect(stackPower({ stepMs: 1000, atMs: [], series: [] })).toEqual({
    stepMs: 1000,
    atMs: [],
    bands: [],
    whole: null,
    estimate: null,
  })
})
