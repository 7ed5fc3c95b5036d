/// <reference path="./jstat.d.ts" />
import jStat from 'jstat'

/** A share with its 95 % interval. */
export type Share = { value: number; low: number; high: number }

/** How often a fair coin lands on one named side at least `wins` times in `rounds`: P(X ≥ wins), by the beta distribution, exact. */
export function coinChance(wins: number, rounds: number): number {
  return wins <= 0 ? 1 : jStat.beta.cdf(0.5, wins, rounds - wins + 1)
}

/**
 * The exact two-sided binomial test against a fair coin: how often it is at least as uneven as this, to whichever side. 11 of 20: 0.82, twice
 * the 0.41 of the one side, since a coin is even.
 */
export function twoSidedCoinChance(wins: number, rounds: number): number {
  return Math.min(1, 2 * coinChance(Math.max(wins, rounds - wins), rounds))
}

/** The share of wins with its exact 95 % interval (Clopper and Pearson 1934); null of no rounds. */
export function clopperPearson(wins: number, rounds: number): Share | null {
  if (rounds === 0) return null
  return {
    value: wins / rounds,
    low: wins === 0 ? 0 : jStat.beta.inv(0.025, wins, rounds - wins + 1),
    high: wins === rounds ? 1 : jStat.beta.inv(0.975, wins + 1, rounds - wins),
  }
}
