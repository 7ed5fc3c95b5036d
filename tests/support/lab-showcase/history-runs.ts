import type { LabRunState } from '#contract/lab/run.ts'
import type { Store } from '../../../main/core/ports/store.ts'
import { aLabEnvironment, aLabMachine, aLabRun, aLabVariant, aLadderRun } from '../lab-runs.ts'
import { pp512, someSamples, tg128 } from '../lab-samples.ts'

/*
 * A history as a person may have it, for pictures and tests: nothing in it was measured.
 */

const dayMs = 86_400_000
const daysBetween = 5
const runs = 90

const machines = [
  aLabMachine,
  { ...aLabMachine, fingerprint: 'b2c3d4e5f6071829', name: 'rowan', cpuName: 'Apple M4 Pro' },
  { ...aLabMachine, fingerprint: 'c3d4e5f607182930', name: 'alder', gpuNames: ['NVIDIA GeForce RTX 4060'] },
]
const models = ['SmolLM2 135M Instruct', 'Qwen3 8B', 'Llama 3.1 8B Instruct', 'Gemma 3 4B']
const pairs = [
  ['Q8_0', 'Q4_K_M'],
  ['Q6_K', 'Q5_K_M'],
  ['F16', 'Q8_0'],
] as const

const pick = <T>(values: readonly T[], index: number): T => {
  const value = values[index % values.length]
  if (value === undefined) throw new Error('There is nothing to pick.')
  return value
}

function stateOf(index: number): LabRunState {
  if (index % 23 === 7) return 'cancelled'
  if (index % 31 === 11) return 'failed'
  return index % 41 === 3 ? 'interrupted' : 'done'
}

/** The newest two are of one model on one machine, before and after an update that made it 8 % slower. */
export function fillHistory({ lab }: Store, lastMs: number): void {
  lab.insertAll(Array.from({ length: runs }, (_, index) => runAt(index, lastMs - (index + 2) * daysBetween * dayMs)))
  const ladder = { machine: pick(machines, 1), notes: 'The window was open.' }
  lab.insertAll([
    aLadderRun('small', { ...ladder, id: 'ladder', startedAtMs: lastMs - 3 * dayMs, tags: ['desk'] }),
    updateRun('before', lastMs - 2 * dayMs, 6510, 1),
    updateRun('after', lastMs - dayMs, 6600, 0.92),
  ])
}

function updateRun(id: 'before' | 'after', startedAtMs: number, build: number, speed: number) {
  return aLabRun({
    id,
    name: `SmolLM2 135M Instruct, ${id} the update`,
    startedAtMs,
    tags: ['new driver'],
    environment: { ...aLabEnvironment, buildNumber: build, engineBuild: `node-llama-cpp 3.22.1, llama.cpp b${build}` },
    samples: someSamples({
      ...{ tests: [pp512, tg128], blocks: 8, seed: build, noise: 0.008, powerW: [21, 19] },
      rates: [
        [400, 60 * speed],
        [520, 78 * speed],
      ],
    }),
  })
}

function runAt(index: number, startedAtMs: number) {
  const name = pick(models, index)
  const machine = pick(machines, Math.floor(index / 2))
  const isCuda = machine.gpuNames.length > 0
  const build = 6510 - Math.floor(index / 12) * 40
  const speed = name.includes('135M') ? 1 : 0.12
  return aLabRun({
    id: `history-${index}`,
    name: `${name}, 2 quantizations`,
    startedAtMs,
    state: stateOf(index),
    machine,
    isImported: index % 9 === 4,
    tags: index % 4 === 1 ? ['desk'] : index % 7 === 2 ? ['laptop', 'on battery'] : [],
    environment: {
      ...aLabEnvironment,
      backend: isCuda ? 'cuda' : 'cpu',
      backends: isCuda ? 'CUDA' : 'CPU',
      buildNumber: build,
      engineBuild: `node-llama-cpp 3.22.1, llama.cpp b${build}`,
    },
    variants: pick(pairs, index).map((quantization) => aLabVariant({ name, quantization })),
    samples: someSamples({
      ...{ tests: [pp512, tg128], blocks: 5, seed: index + 1, noise: 0.01 },
      ...(index % 3 === 0 ? {} : { powerW: [20, 18] }),
      rates: [
        [400 * speed, 60 * speed],
        [520 * speed, 78 * speed],
      ],
    }),
  })
}
