import { quantileSorted } from 'simple-statistics'
import { type Range, scaleRange } from '#contract/energy.ts'
import type { EnergyForecast } from '#contract/meter.ts'
import type { RecentAnswer } from '../ports/energy-ledger-repository.ts'

/** How many of a model's last answers a forecast is made from. */
export const forecastAnswers = 20

/** Fewer answers say nothing of the next. */
const fewestAnswers = 3
/** Of English text, in the vocabularies of today's models. */
const charactersPerToken = 4

const nothing: Range = { low: 0, central: 0, high: 0 }

/** The middle half of some ranges with their errors, so that one long answer does not make a forecast useless; null for none. */
function middleHalf(ranges: readonly Range[]): Range | null {
  if (ranges.length === 0) return null
  const quantile = (pick: (range: Range) => number, share: number) =>
    quantileSorted(
      ranges.map(pick).sort((a, b) => a - b),
      share,
    )
  return {
    low: quantile(({ low }) => low, 0.25),
    central: quantile(({ central }) => central, 0.5),
    high: quantile(({ high }) => high, 0.75),
  }
}

/** What an answer took beside its prompt. */
function writingOf({ energyJ, prefillJ }: RecentAnswer): Range {
  const { low, central, high } = prefillJ ?? nothing
  return {
    low: Math.max(0, energyJ.low - low),
    central: Math.max(0, energyJ.central - central),
    high: Math.max(0, energyJ.high - high),
  }
}

/** What a prompt of so many characters will take, as the model's last answers did; null where there are too few of them. */
export function forecastFrom(answers: readonly RecentAnswer[], promptCharacters: number): EnergyForecast | null {
  if (answers.length < fewestAnswers) return null
  const promptTokens = Math.ceil(promptCharacters / charactersPerToken)
  const read = answers.filter(({ prefillTokens }) => prefillTokens > 0)
  const msPerToken = middleHalf(
    read.map(({ prefillMs, prefillTokens }) => {
      const ms = prefillMs / prefillTokens
      return { low: ms, central: ms, high: ms }
    }),
  )
  const writing = middleHalf(answers.map(writingOf))
  if (msPerToken === null || writing === null) return null
  const readJ = read.flatMap(({ prefillJ, prefillTokens }) =>
    prefillJ === null ? [] : [scaleRange(prefillJ, 1 / prefillTokens)],
  )
  const reading = scaleRange(middleHalf(readJ) ?? nothing, promptTokens)
  return {
    promptTokens,
    prefillMs: scaleRange(msPerToken, promptTokens),
    energyJ: {
      low: writing.low + reading.low,
      central: writing.central + reading.central,
      high: writing.high + reading.high,
    },
  }
}
