import type { Range } from '#contract/energy.ts'
import type { LabRunWithSamples, LabSample } from '#contract/lab/run.ts'
import { ImportRefusal } from './import-refusal.ts'

/** The last time that a date can be. */
const lastMs = 8_640_000_000_000_000
const blockLimit = 100_000
const nameLimit = 1000
const idShape = /^[\w-]{1,64}$/

/** Holds the parts of a run against each other: what is worked out of it later counts on that. Refusals: bad-value, inconsistent. */
export function checkConsistency(run: LabRunWithSamples, line: number): void {
  const { id, name, tags, startedAtMs, endedAtMs, variants, tests, samples, memory, quality } = run
  const refuse = (found: string) => {
    throw new ImportRefusal('inconsistent', line, found)
  }
  if (!idShape.test(id)) throw new ImportRefusal('bad-value', line, 'id')
  if (name.length > nameLimit) throw new ImportRefusal('bad-value', line, 'name')
  if (tags.length > 50 || tags.some((tag) => tag.length > 40)) throw new ImportRefusal('bad-value', line, 'tags')
  const times = [startedAtMs, endedAtMs ?? 0, ...samples.map((sample) => sample.startedAtMs)]
  if (times.some((timeMs) => timeMs > lastMs)) throw new ImportRefusal('bad-value', line, 'time')
  if (variants.length === 0) refuse('It has no variants.')
  if (new Set(variants.map(({ label }) => label)).size < variants.length) refuse('Two variants have one label.')
  if (new Set(samples.map(({ order }) => order)).size < samples.length) refuse('Two samples have one place.')
  for (const parts of [memory, quality]) {
    const places = parts.map(({ variant }) => variant)
    if (places.some((variant) => variant >= variants.length)) refuse('A figure is of a variant that is not there.')
    if (new Set(places).size < places.length) refuse('A variant has two figures of one kind.')
  }
  for (const sample of samples) {
    const test = tests[sample.test]
    if (sample.variant >= variants.length || test === undefined) refuse('A sample is of what is not there.')
    if (test?.kind === 'speed' && sample.felt !== null) refuse('A sample is of another kind than its test.')
    if (sample.block >= blockLimit) throw new ImportRefusal('bad-value', line, `block ${sample.block}`)
    if (!energiesOf(sample).every(isOrdered)) throw new ImportRefusal('bad-value', line, `energy of ${sample.order}`)
  }
}

/** Those that cannot be negative. */
const energiesOf = ({ energy, felt }: LabSample): Range[] =>
  [energy?.energyJ, energy?.money?.amount, felt?.decodeEnergyJ].flatMap((range) => range ?? [])

const isOrdered = ({ low, central, high }: Range) => low >= 0 && low <= central && central <= high
