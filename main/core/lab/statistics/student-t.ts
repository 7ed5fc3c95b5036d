/// <reference path="./jstat.d.ts" />
import jStat from 'jstat'

const known = new Map<number, number>()

/** How many standard errors a 95 % interval reaches to each side, by Student's t: the 97.5 % quantile for so many degrees of freedom. */
export function studentT95(degreesOfFreedom: number): number {
  const before = known.get(degreesOfFreedom)
  if (before !== undefined) return before
  const quantile = jStat.studentt.inv(0.975, degreesOfFreedom)
  // Whole ones alone recur: keeping those of Welch would grow without end.
  if (Number.isInteger(degreesOfFreedom)) known.set(degreesOfFreedom, quantile)
  return quantile
}
