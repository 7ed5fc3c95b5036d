import type { CloudPrice, UserCloudPrice } from '#contract/cost.ts'
import type { Settings } from '#contract/settings.ts'
import { providerGroups } from './provider-groups.ts'

/** What the comparison shows until the user chooses: well-known models of each price class, and open ones that also run here. */
const shownByDefault: readonly string[] = [
  ...providerGroups.map(({ id }) => id),
  'openai:gpt-4o',
  'openai:gpt-6-sol',
  'anthropic:claude-sonnet-5',
  'google:gemini-3.8-flash',
  'mistral:mistral-small-2603',
  'deepseek:deepseek-v4-flash',
  'groq:llama-3.1-8b-instant',
  'groq:openai/gpt-oss-20b',
]

/** All prices, the user's own first, then the groups and the table without the rows that the user's own go before. */
export function cloudPrices(
  table: readonly Omit<CloudPrice, 'isShown'>[],
  { cloudPrices: own, shownCloudPrices }: Pick<Settings, 'cloudPrices' | 'shownCloudPrices'>,
): CloudPrice[] {
  const ownIds = new Set(own.map(({ id }) => id))
  const shown = new Set(shownCloudPrices ?? shownByDefault)
  const others = [...providerGroups, ...table].filter(({ id }) => !ownIds.has(id))
  return [...own.map(userPrice), ...others.map((price) => ({ ...price, isShown: shown.has(price.id) }))]
}

function userPrice({ inputPerMillion, outputPerMillion, ...row }: UserCloudPrice): CloudPrice {
  return {
    ...row,
    kind: 'user',
    inputPerMillion: { low: inputPerMillion, high: inputPerMillion },
    outputPerMillion: { low: outputPerMillion, high: outputPerMillion },
    asOf: '',
    source: '',
    isShown: true,
  }
}
