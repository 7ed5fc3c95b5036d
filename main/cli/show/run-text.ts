import type { LabLimits } from '#contract/lab/plan.ts'
import type { LabRunWithSamples } from '#contract/lab/run.ts'
import type { LabVerdict } from '#contract/lab/verdict.ts'
import { recommendationWords } from '../../core/lab/export/report/recommendation-text.ts'
import { qualitySentence, stateWords } from '../../core/lab/export/report/words.ts'
import { runColumns } from '../../core/lab/export/run-columns.ts'
import { verdictOf } from '../../core/lab/verdict/verdict-of.ts'
import { onOneLine } from '../../core/shown-text.ts'
import { problemWords } from '../failure-words.ts'
import { comparisonText } from './comparison-text.ts'
import { textTable } from './text-table.ts'

/** A run as a table with what it says below it. */
export function runText(run: LabRunWithSamples, limits: LabLimits, baseline: number | null = null): string {
  const verdict = isEmpty(run) ? null : verdictOf(run, limits, baseline)
  const lines = [
    ...(run.state === 'done' ? [] : [`${stateWords[run.state]}.`]),
    ...(verdict === null ? ['Nothing was measured.'] : verdictLines(run, verdict)),
    ...run.variants.flatMap(({ label, problem }) =>
      problem === undefined ? [] : [`${label}: not all of it was measured. ${problemWords(problem)}`],
    ),
    ...(run.problem === null ? [] : [problemWords(run.problem)]),
  ]
  return `${headOf(run)}\n\n${verdict === null ? '' : tableOf(run, verdict)}${lines.map((line) => `${onOneLine(line)}\n`).join('')}`
}

/** Whether a run has nothing that a verdict could be made of. */
export function isEmpty({ samples, quality }: LabRunWithSamples): boolean {
  return samples.length === 0 && quality.length === 0
}

function headOf({ name, machine, environment, samples, blocksDone }: LabRunWithSamples): string {
  const parts = [
    name,
    [machine.cpuName, ...machine.gpuNames].join(', '),
    environment.backends === '' ? environment.engineBuild : `${environment.engineBuild} (${environment.backends})`,
    ...(samples.length === 0 ? [] : [`${samples.length} samples in ${blocksDone} blocks`]),
  ]
  return parts.map(onOneLine).join(' · ')
}

function tableOf(run: LabRunWithSamples, verdict: LabVerdict): string {
  const columns = runColumns(run, verdict)
  const rows = run.variants.map(({ label }, variant) => [
    label + (variant === verdict.recommended && run.variants.length > 1 ? ' *' : ''),
    ...columns.map(({ cell }) => cell(variant) ?? '–'),
  ])
  return `${textTable(['Variant', ...columns.map(({ heading }) => heading)], rows)}\n`
}

function verdictLines(run: LabRunWithSamples, verdict: LabVerdict): string[] {
  const quality = qualitySentence(run)
  const { heading, sentences } = recommendationWords(run, verdict)
  return [
    'Intervals are 95 %.',
    ...(quality === null ? [] : [quality]),
    ...comparisonText(run, verdict),
    ...(run.variants.length > 1 ? [`* ${heading}`, ...sentences.map((sentence) => `- ${sentence}`)] : []),
    ...verdict.flags.map(
      ({ flag, samples }) => `Flagged: ${flag}, ${samples} ${samples === 1 ? 'sample' : 'samples'}.`,
    ),
  ]
}
