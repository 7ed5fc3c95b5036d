import type { LabMemory, LabQuality, LabRun, LabSample, LabVariant } from '#contract/lab/run.ts'
import type { Interval, LabAxis, LabCell } from '#contract/lab/verdict.ts'
import { exponential } from '../statistics/log-ratio.ts'
import { meanInterval } from '../statistics/mean-interval.ts'
import { decodeEnergy } from './energy-sum.ts'
import { byBlock, type SampleTable } from './sample-table.ts'

/** What a variant has on one axis. */
export type AxisFigure = {
  value: number
  interval95: Interval | null
  /** Logarithms of the figure by block or chunk, which pair it with another variant's; null where it is exact, as a file's size is. */
  logs: ReadonlyMap<number, number> | null
  /** Only figures of the same kind are put against each other: the tokenizer of a perplexity, the currency of a cost. */
  kind: string
}

export type AxisFigures = Partial<Record<LabAxis, AxisFigure>>

/** The tests that the axes are of, by their places; null where the run has none. */
export type AxisTests = { speed: number | null; prefill: number | null; prompt: number | null }

/** All that a run knows of one variant, axis by axis. */
export function figuresOf(
  run: Pick<LabRun, 'variants' | 'memory' | 'quality' | 'qualitySetup'>,
  table: SampleTable,
  cells: readonly LabCell[],
  tests: AxisTests,
  variant: number,
): AxisFigures {
  const figures: AxisFigures = {}
  const add = (axis: LabAxis, figure: AxisFigure | null) => {
    if (figure !== null && Number.isFinite(figure.value)) figures[axis] = figure
  }
  const cellOf = (test: number | null) => cells.find((cell) => cell.variant === variant && cell.test === test)
  const samplesOf = (test: number | null) => (test === null ? [] : table.of(variant, test))
  add('speed', rateFigure(cellOf(tests.speed), samplesOf(tests.speed)))
  add('prefill-speed', rateFigure(cellOf(tests.prefill), samplesOf(tests.prefill)))
  add('ttft', ttftFigure(samplesOf(tests.prompt)))
  add('energy', energyFigure(cellOf(tests.speed), samplesOf(tests.speed)))
  add('cost', costFigure(cellOf(tests.speed), samplesOf(tests.speed)))
  const quality = run.quality.find((each) => each.variant === variant)
  const own = run.variants[variant]
  if (own !== undefined) add('file-size', exact(own.model.sizeBytes))
  add('memory', memoryFigure(run.memory.find((each) => each.variant === variant)))
  if (quality !== undefined && own !== undefined) {
    add('perplexity', perplexityFigure(quality, own))
    add('kl-divergence', klFigure(quality, own, run.qualitySetup))
  }
  return figures
}

function exact(value: number): AxisFigure {
  return { value, interval95: null, logs: null, kind: '' }
}

function logsByBlock(samples: readonly LabSample[], figure: (sample: LabSample) => number | null): Map<number, number> {
  return byBlock(samples, (sample) => {
    const value = figure(sample)
    return value === null || value <= 0 ? null : Math.log(value)
  })
}

function rateFigure(cell: LabCell | undefined, samples: readonly LabSample[]): AxisFigure | null {
  if (cell === undefined) return null
  const { mean, interval95 } = cell.tokensPerSecond
  return { value: mean, interval95, logs: logsByBlock(samples, ({ tokensPerSecond }) => tokensPerSecond), kind: '' }
}

function ttftFigure(samples: readonly LabSample[]): AxisFigure | null {
  const times = samples.flatMap(({ felt }) => (felt === null ? [] : [felt.ttftMs]))
  if (times.length === 0) return null
  const value = times.reduce((sum, time) => sum + time, 0) / times.length
  const interval = meanInterval(times)
  return {
    value,
    interval95: interval === null ? null : { low: Math.max(0, interval.low), high: interval.high },
    logs: logsByBlock(samples, ({ felt }) => felt?.ttftMs ?? null),
    kind: '',
  }
}

function energyFigure(cell: LabCell | undefined, samples: readonly LabSample[]): AxisFigure | null {
  if (cell?.joulesPerToken == null) return null
  const { low, central, high } = cell.joulesPerToken
  return { value: central, interval95: { low, high }, logs: logsByBlock(samples, joulesPerToken), kind: '' }
}

function costFigure(cell: LabCell | undefined, samples: readonly LabSample[]): AxisFigure | null {
  if (cell?.costPerMillion == null) return null
  const { currency, amount } = cell.costPerMillion
  const interval95 = { low: amount.low, high: amount.high }
  return { value: amount.central, interval95, logs: logsByBlock(samples, moneyPerToken), kind: currency }
}

function joulesPerToken(sample: LabSample): number | null {
  const part = decodeEnergy(sample)
  return part === null || part.tokens === 0 ? null : part.energyJ.central / part.tokens
}

function moneyPerToken(sample: LabSample): number | null {
  const part = decodeEnergy(sample)
  if (part?.energy.money == null || part.tokens === 0) return null
  return (part.energy.money.amount.central * part.share) / part.tokens
}

function memoryFigure(memory: LabMemory | undefined): AxisFigure | null {
  return memory === undefined ? null : exact(memory.residentBytes + (memory.vramBytes ?? 0))
}

function perplexityFigure({ perplexity, chunks, variant }: LabQuality, { model }: LabVariant): AxisFigure {
  const interval = meanInterval(chunks.map(({ meanNll }) => meanNll))
  return {
    value: perplexity.value,
    interval95: interval === null ? null : exponential(interval),
    logs: new Map(chunks.map(({ chunk, meanNll }) => [chunk, meanNll])),
    kind: model.tokenizerHash === '' ? `unknown ${variant}` : model.tokenizerHash,
  }
}

function klFigure(
  { against, chunks }: LabQuality,
  { model }: LabVariant,
  setup: LabRun['qualitySetup'],
): AxisFigure | null {
  if (against === null) return setup !== null && isSameFile(model, setup.reference) ? exact(0) : null
  const measured = chunks.flatMap(({ chunk, meanKl }) => (meanKl === null ? [] : [{ chunk, meanKl }]))
  const interval = meanInterval(measured.map(({ meanKl }) => meanKl))
  return {
    value: against.meanKl.value,
    interval95: interval === null ? null : { low: Math.max(0, interval.low), high: interval.high },
    logs: new Map(measured.flatMap(({ chunk, meanKl }) => (meanKl > 0 ? [[chunk, Math.log(meanKl)]] : []))),
    kind: '',
  }
}

/** Whether two descriptions are of one file, as far as they tell. */
export function isSameFile(one: LabVariant['model'], other: LabVariant['model']): boolean {
  if (one.sha256 !== null && other.sha256 !== null) return one.sha256 === other.sha256
  return one.fileName === other.fileName && one.sizeBytes === other.sizeBytes
}
