import type { BlindResult } from '#contract/lab/blind-test.ts'
import type { KeptBlindTest } from '../../ports/lab-repository.ts'
import { clopperPearson, coinChance, twoSidedCoinChance } from '../statistics/binomial.ts'

/** Below it the user could tell the two apart. */
const significance = 0.05

/** What the judged rounds say. The sides are turned back: `first` is the first of the test's models. */
export function blindResult({ rounds, firstOnLeft, models }: KeptBlindTest): BlindResult {
  const [first, second] = models
  if (first === undefined || second === undefined) throw new Error('a blind test has two models')
  let firstWins = 0
  let secondWins = 0
  let ties = 0
  for (const [place, { state, choice }] of rounds.entries()) {
    if (state !== 'judged' || choice === null) continue
    if (choice === 'tie') ties += 1
    else if ((choice === 'left') === firstOnLeft[place]) firstWins += 1
    else secondWins += 1
  }
  const decided = firstWins + secondWins
  return {
    first,
    second,
    firstWins,
    secondWins,
    ties,
    coinChance: coinChance(Math.max(firstWins, secondWins), decided),
    couldTell: twoSidedCoinChance(firstWins, decided) < significance,
    firstShare: clopperPearson(firstWins, decided),
    firstOnLeft: [...firstOnLeft],
  }
}
