import { addMoney, addRanges } from '#contract/energy.ts'
import type { LabProgress, LabRun, LabSample } from '#contract/lab/run.ts'
import { aLadderRun, pp512, someSamples, tg128 } from '../lab-runs.ts'
import { SeededNoise } from '../seeded-rates.ts'

/*
 * A run in its midst as a person may see it, for pictures and tests of the running page: nothing in it was measured.
 */

/** Twelve blocks are planned; the seventh is at its third turn. */
const blocks = 12
const [nowBlock, nowTurn] = [6, 2]

const tests = [pp512, tg128]

export type PresentRun = { run: LabRun; samples: LabSample[]; progress: LabProgress }

/** A run of five quantizations, of which the first becomes slower as the machine grows warmer. */
export function aPresentRun({
  drift = -0.006,
  isMeasured = false,
}: {
  drift?: number
  isMeasured?: boolean
} = {}): PresentRun {
  const ladder = aLadderRun('large', { id: 'present', name: 'Llama 3.1 8B Instruct, five quantizations' })
  const variants = ladder.variants.slice(0, 5)
  const all = someSamples({
    tests,
    blocks,
    rates: [
      [1480, 11.8],
      [1610, 31.6],
      [1590, 36.9],
      [1720, 43.5],
      [1655, 42.6],
    ],
    seed: 42,
    noise: 0.006,
    drift,
    powerW: [92, 96, 101, 104, 107],
    pricePerKwh: 0.3,
  })
  const blockOrders = Array.from({ length: blocks }, (_, block) => [
    ...new Set(all.filter((sample) => sample.block === block).map(({ variant }) => variant)),
  ])
  const isDone = ({ block, variant }: LabSample) =>
    isMeasured || block < nowBlock || (block === nowBlock && (blockOrders[block] ?? []).indexOf(variant) < nowTurn)
  const samples = all
    .filter(isDone)
    .map((sample) => ({ ...sample, temperatureC: sample.temperatureC && sample.temperatureC + sample.block }))
  const measured = samples.flatMap(({ energy }) => (energy === null ? [] : [energy]))
  const { samples: _, ...rest } = ladder
  const run: LabRun = {
    ...rest,
    state: 'running',
    endedAtMs: null,
    variants,
    tests,
    variantLabels: variants.map(({ label }) => label),
    plan: { ...ladder.plan, seed: 42, repetitions: { least: 12, most: 20, targetShare: 0.01 }, prompts: [] },
    blocksDone: nowBlock,
    sampleCount: samples.length,
    memory: [],
    quality: [],
    hasQuality: false,
    qualitySetup: null,
  }
  const progress: LabProgress = {
    runId: run.id,
    name: run.name,
    state: 'running',
    phase: 'measuring',
    variant: blockOrders[nowBlock]?.[nowTurn] ?? 0,
    test: 1,
    block: nowBlock,
    blocksPlanned: blocks,
    blockOrders,
    repetitionsDone: samples.length,
    repetitionsPlanned: blocks * variants.length * tests.length,
    chunksDone: 0,
    chunksPlanned: 80,
    leftMs: { low: 36 * 60_000, central: 41 * 60_000, high: 47 * 60_000 },
    energyJ: measured.map(({ energyJ }) => energyJ).reduce(addRanges),
    energyProvenance: 'device-counter',
    money: addMoney(
      measured.flatMap(({ money }) => money ?? []),
      [],
    ),
    temperatureC: 71,
    flags: drift === 0 ? [] : ['drift'],
    isPausing: false,
  }
  return { run, samples, progress }
}

/** The same, when its blocks are done and its quality is measured: the reference is through, the third variant is at work. */
export function aPresentQuality(): PresentRun {
  const { run, samples, progress } = aPresentRun({ drift: 0, isMeasured: true })
  const { quality, qualitySetup } = aLadderRun('large')
  const noise = new SeededNoise(3)
  const soFar = quality.slice(0, 3).map((one, index) => {
    const chunks =
      index < 2 ? one.chunks : one.chunks.slice(0, Math.ceil(one.chunks.length * (0.3 + 0.2 * noise.uniform())))
    return { ...one, chunks, isComplete: index < 2 }
  })
  return {
    run: { ...run, quality: soFar, qualitySetup, hasQuality: true },
    samples,
    progress: { ...progress, phase: 'quality', variant: 2, test: null, block: null, chunksDone: 39, chunksPlanned: 80 },
  }
}

/** The same, with a variant that could not be loaded: the others go on. */
export function aPresentFailure(): PresentRun {
  const { run, samples, progress } = aPresentRun({ drift: 0 })
  const variants = run.variants.map((variant, index) =>
    index === 1
      ? {
          ...variant,
          problem: {
            code: 'OUT_OF_MEMORY' as const,
            params: { fileName: variant.model.fileName, label: variant.label },
            detail: 'ggml_backend_cuda_buffer_type_alloc_buffer: allocating 6600.12 MiB on device 0 failed',
          },
        }
      : variant,
  )
  return {
    run: { ...run, variants },
    samples: samples.filter(({ variant, block }) => variant !== 1 || block < 2),
    progress: { ...progress, flags: ['other-load'] },
  }
}
