import { dot, tickX } from '@observablehq/plot'
import type { LabRunWithSamples } from '#contract/lab/run.ts'
import type { LabVerdict } from '#contract/lab/verdict.ts'
import { testName } from '../../test-name.ts'
import { draw } from './draw.ts'

/** Every repetition of one test, a line for each variant, with the mean and its 95 % interval. */
export function samplesChart(run: LabRunWithSamples, { cells }: LabVerdict, test: number): string | null {
  const ofTest = cells.filter((cell) => cell.test === test)
  const known = run.tests[test]
  if (ofTest.length === 0 || known === undefined) return null
  const labelOf = (variant: number) => run.variants[variant]?.label ?? ''
  const points = run.samples
    .filter((sample) => sample.test === test)
    .map(({ variant, tokensPerSecond }) => ({ label: labelOf(variant), rate: tokensPerSecond }))
  const means = ofTest.map(({ variant, tokensPerSecond: { mean, interval95 } }) => ({
    label: labelOf(variant),
    mean,
    low: interval95?.low ?? mean,
    high: interval95?.high ?? mean,
  }))
  const labels = run.variants.map(({ label }) => label)
  return draw({
    width: 720,
    height: 40 + 34 * labels.length,
    marginLeft: Math.min(220, 24 + 7.5 * Math.max(...labels.map(({ length }) => length))),
    marginRight: 24,
    marginBottom: 40,
    style: { fontFamily: 'inherit', fontSize: '12px', color: '#221d17', background: 'transparent' },
    x: { label: `${testName(known)}, tok/s`, nice: true },
    y: { type: 'band', domain: labels, label: null, padding: 0.35 },
    marks: [
      dot(points, { x: 'rate', y: 'label', r: 2.5, fill: '#2e6540', fillOpacity: 0.55 }),
      tickX(means, { x: 'mean', y: 'label', stroke: '#221d17', strokeWidth: 1.5 }),
      tickX(means, { x: 'low', y: 'label', stroke: '#8a867c' }),
      tickX(means, { x: 'high', y: 'label', stroke: '#8a867c' }),
    ],
  })
}
