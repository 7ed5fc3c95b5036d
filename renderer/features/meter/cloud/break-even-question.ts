import type { BreakEvenQuestion } from '#contract/cost.ts'
import type { Range } from '#contract/energy.ts'
import type { EnergyTotals } from '#contract/meter.ts'
import { pricedShare } from '../priced-money.ts'
import type { CloudCost } from './spent-curve.ts'

/** What a person sets in the chart of break-even. */
export type BreakEvenInputs = { hardware: number; utilisation: number; tokensPerSecond: number }

/** How far the chart goes. */
export const breakEvenMonths = 36

const million = 1_000_000

/** A total as an amount for a million tokens. */
const perMillion = (amount: number, tokens: number): number => (amount / tokens) * million

/**
 * The question of when hardware is paid for, from what was measured here: the prices of a million tokens in the ratio of prompt to answer
 * that was had. null where nothing was answered, or there is no price of either side in the currency.
 */
export function breakEvenQuestion(
  lifetime: Pick<EnergyTotals, 'promptTokens' | 'decodeTokens' | 'answering'>,
  cloud: CloudCost | null,
  currency: string,
  inputs: BreakEvenInputs,
): BreakEvenQuestion | null {
  const tokens = lifetime.promptTokens + lifetime.decodeTokens
  const local: Range | undefined = lifetime.answering.money.find((one) => one.currency === currency)?.amount
  // Answers from before a price was set have tokens, and no money: the others stand for them.
  const pricedTokens = tokens * pricedShare(lifetime.answering)
  if (pricedTokens === 0 || !cloud || !local) return null
  return {
    currency,
    hardware: inputs.hardware,
    cloudPerMillion: { low: perMillion(cloud.low, tokens), high: perMillion(cloud.high, tokens) },
    localPerMillion: {
      low: perMillion(local.low, pricedTokens),
      central: perMillion(local.central, pricedTokens),
      high: perMillion(local.high, pricedTokens),
    },
    tokensPerSecond: inputs.tokensPerSecond,
    utilisation: inputs.utilisation,
    months: breakEvenMonths,
  }
}
