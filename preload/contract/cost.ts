import { z } from 'zod'
import { procedure, timestampMsSchema } from './common.ts'
import { rangeSchema } from './energy.ts'
import { countryFiguresSchema, currencySchema } from './tariff.ts'

const pricePerMillionSchema = z.number().min(0).max(1_000_000)

/** A price of the user's own, or one that goes before the table's with the same `id`. */
export const userCloudPriceSchema = z.object({
  id: z.string().min(1).max(200),
  provider: z.string().trim().min(1).max(80),
  model: z.string().trim().min(1).max(120),
  currency: currencySchema,
  /** A million tokens of the prompt. */
  inputPerMillion: pricePerMillionSchema,
  /** A million tokens of the answer. */
  outputPerMillion: pricePerMillionSchema,
})
export type UserCloudPrice = z.infer<typeof userCloudPriceSchema>

/**
 * What a provider asks for a million tokens. `table`: a dated list from a package. `group`: infrastructure alone for models of GPT-4's class,
 * as a range. `user`: the user's own or edited.
 */
export const cloudPriceSchema = z.object({
  id: z.string(),
  provider: z.string(),
  model: z.string(),
  kind: z.enum(['table', 'group', 'user']),
  currency: currencySchema,
  inputPerMillion: z.object({ low: z.number(), high: z.number() }),
  outputPerMillion: z.object({ low: z.number(), high: z.number() }),
  /** ISO 8601 date or month that the price was taken on; empty for the user's own. */
  asOf: z.string(),
  /** Where it is from, such as the package's name and version. */
  source: z.string(),
  /** True where the comparison shows it: the groups, a few of the table, and the user's own. */
  isShown: z.boolean(),
})
export type CloudPrice = z.infer<typeof cloudPriceSchema>

/** What the tokens of a time would have cost elsewhere. */
export const cloudComparisonSchema = z.object({
  promptTokens: z.number().int().nonnegative(),
  decodeTokens: z.number().int().nonnegative(),
  rows: z.array(
    z.object({
      price: cloudPriceSchema,
      /** In the price's currency. */
      cost: z.object({ low: z.number(), high: z.number() }),
    }),
  ),
})
export type CloudComparison = z.infer<typeof cloudComparisonSchema>

/** A question about buying hardware in place of cloud tokens; all money in one currency. */
export const breakEvenQuestionSchema = z.object({
  currency: currencySchema,
  /** What is to be paid for the hardware, less what it will sell for. */
  hardware: z.number().min(0).max(1e9),
  /** The cloud's price of a million tokens, in the measured ratio of prompt to answer. */
  cloudPerMillion: z.object({ low: z.number().min(0), high: z.number().min(0) }),
  /** What a million tokens cost here in electricity. */
  localPerMillion: z.object({ low: z.number().min(0), central: z.number().min(0), high: z.number().min(0) }),
  /** Tokens a second while it answers. */
  tokensPerSecond: z.number().positive(),
  /** Share of each day that it answers, above 0 to 1. */
  utilisation: z.number().min(0.0001).max(1),
  /** How far the chart goes. */
  months: z.number().int().min(1).max(240),
})
export type BreakEvenQuestion = z.infer<typeof breakEvenQuestionSchema>

export const breakEvenSchema = z.object({
  tokensPerMonth: z.number().nonnegative(),
  /** Month 0 first; all in the question's currency. */
  points: z.array(
    z.object({
      month: z.number().int().nonnegative(),
      local: rangeSchema,
      cloud: z.object({ low: z.number(), high: z.number() }),
    }),
  ),
  /** Months until the hardware is paid for, against the cloud's high and low price; null where it never is. */
  monthsAtHighPrice: z.number().nonnegative().nullable(),
  monthsAtLowPrice: z.number().nonnegative().nullable(),
})
export type BreakEven = z.infer<typeof breakEvenSchema>

export const costContract = {
  /** Household prices and carbon factors by country, those that a dated table has. */
  countries: procedure.output(z.array(countryFiguresSchema)),
  /** All cloud prices, the user's own first. */
  cloudPrices: procedure.output(z.array(cloudPriceSchema)),
  /** What the tokens between two times would have cost elsewhere, by the prices that are shown. */
  cloudComparison: procedure
    .input(z.object({ fromMs: timestampMsSchema, toMs: timestampMsSchema }))
    .output(cloudComparisonSchema),
  /** When hardware is paid for by what the cloud would have cost. */
  breakEven: procedure.input(breakEvenQuestionSchema).output(breakEvenSchema),
}
