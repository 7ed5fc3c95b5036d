import type { TFunction } from 'i18next'
import { type BlindResult, enoughRounds } from '#contract/lab/blind-test.ts'
import { modelNames } from './model-names.ts'

/** How often in a hundred: at least once in words, since a small chance is not none. */
function oddsWords(chance: number, t: TFunction<'blindTest'>): string {
  const times = Math.round(chance * 100)
  return times < 1 ? t('result.oddsRare') : t('result.odds', { count: times })
}

/** What a test says, in a sentence or two: how many choices of how many, whether that tells anything, and how well a coin does. */
export function resultWords(result: BlindResult, t: TFunction<'blindTest'>): string {
  const { firstWins, secondWins, coinChance, couldTell } = result
  const [first, second] = modelNames(result.first, result.second)
  const decided = firstWins + secondWins
  if (decided === 0) return t('result.nothing', { first, second })
  const params = {
    first,
    second,
    leader: firstWins >= secondWins ? first : second,
    wins: Math.max(firstWins, secondWins),
    decided,
    odds: oddsWords(coinChance, t),
    enough: enoughRounds,
  }
  if (decided < enoughRounds) return t('result.early', params)
  return t(couldTell ? 'result.told' : 'result.notTold', params)
}
