import { calcPrice, findProvider, type ModelInfo, type Provider } from '@pydantic/genai-prices'
import type { CloudPrice } from '#contract/cost.ts'

/** Of the package that the table is from. */
export const pricePackage = { version: '0.1.8', publishedOn: '2026-09-23' }

/** Those that run models themselves, or rent out others' under their own price. Resellers that pass on such prices are left out. */
const providerIds = [
  'anthropic',
  'aws',
  'azure',
  'cerebras',
  'cohere',
  'deepseek',
  'fireworks',
  'google',
  'groq',
  'minimax',
  'mistral',
  'moonshotai',
  'novita',
  'openai',
  'ovhcloud',
  'together',
  'x-ai',
  'zai',
]

/** Prices of a prompt as short as a chat's: some providers ask for more beyond hundreds of thousands of tokens. */
const askedTokens = 1000
const perMillion = 1_000_000 / askedTokens

type Band = { low: number; high: number }

/** The package's prices on a day, without what is no longer offered, is free, or is not priced by the tokens of prompt and answer. */
export function priceTable(day: Date): Omit<CloudPrice, 'isShown'>[] {
  return providerIds.flatMap((providerId) => {
    const provider = findProvider({ providerId })
    return provider === undefined ? [] : provider.models.flatMap((model) => rowsOf(provider, model, day))
  })
}

function rowsOf(provider: Provider, model: ModelInfo, day: Date): Omit<CloudPrice, 'isShown'>[] {
  if (model.deprecated) return []
  const input = bandOf(provider, model, day, 'input_tokens')
  const output = bandOf(provider, model, day, 'output_tokens')
  if (input === null || output === null) return []
  const { name } = model
  return [
    {
      id: `${provider.id}:${model.id}`,
      provider: provider.name,
      // Some names are the id with its hyphens taken out.
      model: name !== undefined && /[A-Z]/.test(name) ? name : model.id,
      kind: 'table',
      currency: 'USD',
      inputPerMillion: input,
      outputPerMillion: output,
      asOf: pricePackage.publishedOn,
      source: `@pydantic/genai-prices ${pricePackage.version}`,
    },
  ]
}

/** The price of a million tokens over the hours of a day; null where there is none, or it is free. */
function bandOf(provider: Provider, model: ModelInfo, day: Date, usage: 'input_tokens' | 'output_tokens'): Band | null {
  const prices = hoursOf(model, day).map((timestamp) => {
    try {
      return calcPrice({ [usage]: askedTokens }, model.id, { provider, timestamp })?.total_price ?? 0
    } catch {
      // The model has no price for such tokens.
      return 0
    }
  })
  const low = Math.min(...prices)
  return low > 0 ? { low: low * perMillion, high: Math.max(...prices) * perMillion } : null
}

/** Only some models' prices depend on the time of day. */
function hoursOf({ prices }: ModelInfo, day: Date): Date[] {
  if (!Array.isArray(prices)) return [day]
  return Array.from(
    { length: 24 },
    (_, hour) => new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), hour)),
  )
}
