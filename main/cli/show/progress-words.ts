import type { LabForecast } from '#contract/lab/plan.ts'
import type { LabProgress, LabRun } from '#contract/lab/run.ts'
import { rangeText } from '../../core/lab/export/report/figures.ts'
import { provenanceWords } from '../../core/lab/export/report/words.ts'
import { testName } from '../../core/lab/test-name.ts'

const phaseWords: Record<LabProgress['phase'], string> = {
  preparing: 'preparing',
  loading: 'loading',
  'warm-up': 'warming up',
  measuring: 'measuring',
  'cool-down': 'cooling down',
  'idle-power': 'measuring idle power',
  quality: 'quality',
  ending: 'ending',
}

/** Where a run stands, on one line. */
export function progressWords(progress: LabProgress, run: Pick<LabRun, 'variants' | 'tests'>): string {
  const { phase, variant, test, block, blocksPlanned, leftMs, energyJ, energyProvenance } = progress
  const named = test === null ? undefined : run.tests[test]
  const done = progress.repetitionsDone + progress.chunksDone
  const planned = progress.repetitionsPlanned + progress.chunksPlanned
  const parts = [
    `${planned === 0 ? 0 : Math.floor((100 * done) / planned)} %`,
    phaseWords[phase],
    variant === null ? null : run.variants[variant]?.label,
    named === undefined ? null : testName(named),
    block === null ? null : `block ${block + 1} of ${blocksPlanned}`,
    phase === 'quality' ? `chunk ${progress.chunksDone} of ${progress.chunksPlanned}` : null,
    leftMs === null ? null : `${durationRange(leftMs.low, leftMs.high)} left`,
    energyJ === null || energyProvenance === null
      ? null
      : `${rangeText(energyJ, energyProvenance)} J, ${provenanceWords[energyProvenance]}`,
  ]
  return parts.filter((part) => part !== null && part !== undefined).join(' · ')
}

/** What a plan comes to. */
export function forecastWords({ variants, repetitions, durationMs, referenceBytes }: LabForecast): string {
  const { least, most } = repetitions
  const parts = [
    `${variants} ${variants === 1 ? 'variant' : 'variants'}`,
    ...(most === 0 ? [] : [`${least === most ? most : `${least}–${most}`} repetitions`]),
    ...(durationMs === null ? [] : [`about ${durationRange(durationMs.low, durationMs.high)}`]),
    ...(referenceBytes === null ? [] : [`up to ${(referenceBytes / 1e9).toFixed(2)} GB on the disk meanwhile`]),
  ]
  return `${parts.join(', ')}.`
}

function durationRange(lowMs: number, highMs: number): string {
  const [low, high] = [durationWords(lowMs), durationWords(highMs)]
  return low === high ? low : `${low}–${high}`
}

function durationWords(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 90) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`
}
