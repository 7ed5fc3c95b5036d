import type { LabRun } from '#contract/lab/run.ts'
import type { LabVerdict, RunComparison } from '#contract/lab/verdict.ts'
import { figure, intervalText, withInterval } from '../../core/lab/export/report/figures.ts'
import { testName } from '../../core/lab/test-name.ts'
import { textTable } from './text-table.ts'

type Ratio = RunComparison['rows'][number]['ratio']
type Difference = RunComparison['rows'][number]['difference']

const differsWords: Record<RunComparison['differs'][number], string> = {
  machine: 'the machine',
  engine: 'the engine',
  backend: 'the backend',
  parameters: 'the parameters',
  text: 'the text of the quality',
  'power-source': 'mains or battery',
  file: "the models' files",
}

/** Each variant against the baseline, a sentence for each test: `Q4_K_M is 1.62–1.71 × as fast as Q8_0 in tg128`. */
export function comparisonText(run: LabRun, { baseline, comparisons }: LabVerdict): string[] {
  const label = (variant: number) => run.variants[variant]?.label ?? ''
  return comparisons
    .filter(({ variant }) => variant !== baseline)
    .map(({ variant, test, ratio, difference }) => {
      const named = run.tests[test]
      const where = named === undefined ? '' : ` in ${testName(named)}`
      if (difference === 'none') return `${label(variant)} and ${label(baseline)}: no clear difference${where}.`
      return `${label(variant)} is ${ratioText(ratio)} × as fast as ${label(baseline)}${where}.`
    })
}

/** Two runs test by test. */
export function runComparisonText({ rows, quality, differs }: RunComparison): string {
  const speeds = rows.map(({ label, test, before, after, ratio, difference }) => [
    label,
    test,
    withInterval(before.mean, before.interval95),
    withInterval(after.mean, after.interval95),
    withInterval(ratio.value, ratio.interval95),
    differenceText(ratio, difference),
  ])
  const qualities = quality.map(({ label, before, after }) => [
    label,
    ...[before, after].map(({ value, uncertainty }) => `${value.toFixed(3)} ± ${uncertainty.toFixed(3)}`),
  ])
  const tables = [
    ...(speeds.length === 0
      ? []
      : [textTable(['Variant', 'Test', 'Before, tok/s', 'After, tok/s', 'After ÷ before', 'Difference'], speeds)]),
    ...(qualities.length === 0 ? [] : [textTable(['Variant', 'Perplexity before', 'Perplexity after'], qualities)]),
  ]
  const nothing = tables.length === 0 ? ['The two runs have no variant and test in common.\n'] : []
  const different =
    differs.length === 0 ? [] : [`Other things differ too: ${differs.map((one) => differsWords[one]).join(', ')}.\n`]
  return [...tables, ...nothing, ...different].join('\n')
}

function differenceText({ value }: Ratio, difference: Difference): string {
  if (difference === 'none') return 'no clear difference'
  return `${figure(Math.abs(value - 1) * 100)} % ${difference === 'higher' ? 'faster' : 'slower'}`
}

function ratioText({ value, interval95 }: Ratio): string {
  return interval95 === null ? figure(value) : intervalText(interval95)
}
