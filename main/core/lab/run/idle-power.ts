import { median } from 'simple-statistics'
import type { Range } from '#contract/energy.ts'
import type { PowerFeed } from '../../meter/power-feed.ts'

const secondMs = 1000
/** Of a rest, at least so much must have been read. */
const leastCovered = 0.9

/**
 * What a machine took in a rest, in watts: the median of the means of single seconds, so that another program which works for a while does not
 * count for more than the time that it works. null where too little of it was read.
 */
export function idlePower(feed: Pick<PowerFeed, 'between'>, span: { fromMs: number; toMs: number }): Range | null {
  const seconds: Range[] = []
  let coveredMs = 0
  for (let fromMs = span.fromMs; fromMs + secondMs <= span.toMs; fromMs += secondMs) {
    const charged = feed.between(fromMs, fromMs + secondMs)
    if (charged === null || charged.coveredMs <= 0) continue
    coveredMs += charged.coveredMs
    const { low, central, high } = charged.energyJ
    const perSecond = secondMs / charged.coveredMs
    seconds.push({ low: low * perSecond, central: central * perSecond, high: high * perSecond })
  }
  if (seconds.length === 0 || coveredMs < leastCovered * (span.toMs - span.fromMs)) return null
  const of = (figure: keyof Range) => median(seconds.map((second) => second[figure]))
  return { low: of('low'), central: of('central'), high: of('high') }
}
