import type { LabLimits } from '#contract/lab/plan.ts'
import { type LabFlag, type LabRunWithSamples, labFlagSchema } from '#contract/lab/run.ts'
import type { LabAxes, LabStanding, LabVerdict } from '#contract/lab/verdict.ts'
import { Fault } from '../../fault.ts'
import { type Drift, driftOf } from '../statistics/drift.ts'
import { type AxisFigures, figuresOf } from './axis-figures.ts'
import { dominates } from './axis-order.ts'
import { prefillTestOf, speedTestOf } from './axis-tests.ts'
import { cellsOf, flagged } from './cells.ts'
import { comparisonsOf, qualityComparisonsOf, tokenizerGroups } from './comparisons.ts'
import { brokenLimits } from './limits.ts'
import { axisOf, recommendationOf } from './recommendation.ts'
import { byBlock, SampleTable } from './sample-table.ts'
import { surprisesOf } from './surprises.ts'

/**
 * Works out what a run says. The same run gives the same verdict. Without a baseline, or with one that the run does not have, it is the
 * recommended variant; without axes, dominance is by quality and what is preferred. Faults: LAB_RUN_EMPTY where nothing was measured.
 */
export function verdictOf(
  run: LabRunWithSamples,
  limits: LabLimits,
  asked: number | null,
  askedAxes?: LabAxes | undefined,
): LabVerdict {
  const table = new SampleTable(run.samples)
  const cells = cellsOf(run, table)
  if (run.variants.length === 0 || (cells.length === 0 && run.quality.length === 0)) throw new Fault('LAB_RUN_EMPTY')
  const speedTest = speedTestOf(run.tests)
  const prefillTest = prefillTestOf(run.tests)
  const prompt = run.tests.findIndex(({ kind }) => kind === 'prompt')
  const tests = { speed: speedTest, prefill: prefillTest, prompt: prompt < 0 ? null : prompt }
  const candidates = run.variants.map((_, variant) => {
    const figures = figuresOf(run, table, cells, tests, variant)
    const isMeasured = [...cells, ...run.quality].some((each) => each.variant === variant)
    return { variant, figures, breaks: brokenLimits(limits, figures), isMeasured }
  })
  const axes = askedAxes ?? axesOf(limits, candidates)
  const figures = candidates.map((candidate) => candidate.figures)
  const { recommended, reasons } = recommendationOf(candidates, limits)
  const baseline = asked !== null && run.variants[asked] !== undefined ? asked : (recommended ?? 0)
  const drift = speedTest === null ? null : driftIn(table, baseline, speedTest)
  const isDriftCell = ({ variant, test }: { variant: number; test: number }) =>
    drift?.isFlagged === true && variant === baseline && test === speedTest
  return {
    baseline,
    speedTest,
    prefillTest,
    cells: cells.map((cell) => (isDriftCell(cell) ? { ...cell, flags: withDrift(cell.flags) } : cell)),
    comparisons: comparisonsOf(run, table, baseline),
    qualityComparisons: qualityComparisonsOf(run, baseline),
    standings: candidates.map((candidate) => standingOf(candidate, figures, axes)),
    axes,
    limits,
    recommended,
    reasons,
    surprises: surprisesOf(run, figures, baseline),
    drift,
    flags: countFlags(
      cells.map((cell) => ({ cell, isDrifting: isDriftCell(cell) })),
      table,
    ),
    tokenizerGroups: tokenizerGroups(run),
  }
}

/** Quality against what is preferred; against speed where that is quality itself. */
function axesOf(limits: LabLimits, candidates: readonly { figures: AxisFigures }[]): LabAxes {
  const prefer = limits.prefer === 'quality' ? 'speed' : limits.prefer
  return { x: axisOf(prefer, candidates), y: axisOf('quality', candidates) }
}

function driftIn(table: SampleTable, variant: number, test: number): Drift | null {
  const rates = byBlock(table.of(variant, test), ({ tokensPerSecond }) => tokensPerSecond)
  return driftOf([...rates].map(([block, rate]) => ({ block, rate })))
}

function standingOf(
  { variant, figures, breaks }: { variant: number; figures: AxisFigures; breaks: LabStanding['breaks'] },
  all: readonly AxisFigures[],
  axes: LabAxes,
): LabStanding {
  const stronger = all.flatMap((other, place) => (place !== variant && dominates(axes, other, figures) ? [place] : []))
  // One that nothing dominates says more than one that is itself beaten.
  const best = stronger.find((place) => !all.some((other) => dominates(axes, other, all[place] ?? {})))
  return {
    variant,
    figures: Object.fromEntries(
      Object.entries(figures).map(([axis, { value, interval95 }]) => [axis, { value, interval95 }]),
    ),
    breaks,
    dominatedBy: best ?? stronger[0] ?? null,
  }
}

function withDrift(flags: readonly LabFlag[]): LabFlag[] {
  return [...new Set<LabFlag>([...flags, 'drift'])]
}

/** In the order of the contract. */
function countFlags(
  cells: readonly { cell: { variant: number; test: number }; isDrifting: boolean }[],
  table: SampleTable,
): LabVerdict['flags'] {
  const counts = new Map<LabFlag, number>()
  for (const { cell, isDrifting } of cells) {
    for (const { flags } of flagged(table.of(cell.variant, cell.test))) {
      for (const flag of isDrifting ? withDrift(flags) : new Set(flags)) counts.set(flag, (counts.get(flag) ?? 0) + 1)
    }
  }
  return labFlagSchema.options.flatMap((flag) => {
    const samples = counts.get(flag)
    return samples === undefined ? [] : [{ flag, samples }]
  })
}
