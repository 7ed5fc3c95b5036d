import type { LabRunWithSamples } from '#contract/lab/run.ts'
import type { Store } from '../../../main/core/ports/store.ts'
import { aLabEnvironment, aLabMachine, aLabRun, aLabVariant, aLadderRun, someSamples } from '../../support/lab-runs.ts'
import { pp512, tg128 } from '../../support/lab-samples.ts'

const models = ['SmolLM2 135M Instruct', 'Qwen3 8B', 'Llama 3.1 8B Instruct', 'Gemma 3 4B', 'Mistral Small 24B']
const quantizations = ['Q8_0', 'Q6_K', 'Q5_K_M', 'Q4_K_M', 'Q3_K_M', 'Q2_K', 'F16']
const tags = ['desk', 'laptop', 'battery', 'after update', 'fan on', 'quiet']
const machines = 20
const stepMs = 45 * 60_000
/** Every so many is a ladder of seven with energy, memory and quality; all others have two variants, two tests and five blocks. */
const ladderEvery = 50
const batch = 500

const pick = <T>(values: readonly T[], index: number): T => {
  const value = values[index % values.length]
  if (value === undefined) throw new Error('There is nothing to pick.')
  return value
}

/** Fills a database with runs of some years, the oldest first. Returns the ids of those that are ladders, and of the others. */
export function writeRuns(store: Store, count: number, fromMs: number): { ladders: string[]; plain: string[] } {
  const ids = { ladders: [] as string[], plain: [] as string[] }
  for (let first = 0; first < count; first += batch) {
    const runs = Array.from({ length: Math.min(batch, count - first) }, (_, place) => runAt(first + place, fromMs))
    store.lab.insertAll(runs)
    for (const [place, { id }] of runs.entries()) {
      ;((first + place) % ladderEvery === 0 ? ids.ladders : ids.plain).push(id)
    }
  }
  return ids
}

function runAt(index: number, fromMs: number): LabRunWithSamples {
  const machine = { ...aLabMachine, fingerprint: `machine-${index % machines}`, name: `host-${index % machines}` }
  const isCuda = index % machines > 14
  const common = {
    id: `run-${index}`,
    startedAtMs: fromMs + index * stepMs,
    machine,
    environment: {
      ...aLabEnvironment,
      backend: isCuda ? ('cuda' as const) : ('cpu' as const),
      engineBuild: `llama.cpp b${6000 + Math.floor(index / 500)}`,
    },
    tags: index % 3 === 0 ? [pick(tags, index), pick(tags, index + 1)] : [],
    notes: index % 4 === 0 ? `Run number ${index} with the window open and ${pick(tags, index)}` : '',
    isImported: index % 10 === 0,
  }
  if (index % ladderEvery === 0) return aLadderRun('small', common)
  const name = pick(models, index)
  const variants = [0, 1].map((offset) => aLabVariant({ name, quantization: pick(quantizations, index + offset) }))
  return aLabRun({
    ...common,
    name: `${name}, 2 quantizations`,
    state: index % 17 === 0 ? 'cancelled' : 'done',
    variants,
    samples: someSamples({
      ...{ tests: [pp512, tg128], blocks: 5, seed: index + 1, powerW: [20, 18], pricePerKwh: 0.3 },
      rates: [
        [400, 60],
        [420, 75],
      ],
    }),
  })
}
