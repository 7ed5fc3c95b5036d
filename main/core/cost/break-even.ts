import type { BreakEven, BreakEvenQuestion } from '#contract/cost.ts'

/** Of a mean month, a twelfth of 365.25 days. */
const secondsPerMonth = (365.25 / 12) * 24 * 3600

/** What hardware of one's own and the cloud cost month by month for the same tokens, and when the first is the cheaper. */
export function breakEven(question: BreakEvenQuestion): BreakEven {
  const { hardware, cloudPerMillion, localPerMillion, tokensPerSecond, utilisation, months } = question
  const tokensPerMonth = tokensPerSecond * utilisation * secondsPerMonth
  const millions = tokensPerMonth / 1_000_000
  const local = (perMillion: number, month: number) => hardware + perMillion * millions * month
  /** Against the middle of what a token costs here; null where a token costs no less here than there. */
  const monthsAt = (cloud: number) => {
    const savedPerMonth = (cloud - localPerMillion.central) * millions
    return savedPerMonth > 0 ? hardware / savedPerMonth : null
  }
  return {
    tokensPerMonth,
    points: Array.from({ length: months + 1 }, (_, month) => ({
      month,
      local: {
        low: local(localPerMillion.low, month),
        central: local(localPerMillion.central, month),
        high: local(localPerMillion.high, month),
      },
      cloud: { low: cloudPerMillion.low * millions * month, high: cloudPerMillion.high * millions * month },
    })),
    monthsAtHighPrice: monthsAt(cloudPerMillion.high),
    monthsAtLowPrice: monthsAt(cloudPerMillion.low),
  }
}
