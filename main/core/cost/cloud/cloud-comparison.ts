import type { CloudComparison, CloudPrice } from '#contract/cost.ts'

type Tokens = Pick<CloudComparison, 'promptTokens' | 'decodeTokens'>

/** What the tokens would have cost at each of the prices that are shown. */
export function compareWithCloud(prices: readonly CloudPrice[], tokens: Tokens): CloudComparison {
  const rows = prices.filter(({ isShown }) => isShown).map((price) => ({ price, cost: costAt(price, tokens) }))
  return { ...tokens, rows }
}

function costAt({ inputPerMillion, outputPerMillion }: CloudPrice, { promptTokens, decodeTokens }: Tokens) {
  const cost = (input: number, output: number) => (input * promptTokens + output * decodeTokens) / 1_000_000
  return {
    low: cost(inputPerMillion.low, outputPerMillion.low),
    high: cost(inputPerMillion.high, outputPerMillion.high),
  }
}
