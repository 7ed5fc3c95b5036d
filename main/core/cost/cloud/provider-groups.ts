import type { CloudPrice } from '#contract/cost.ts'

/** What a million tokens of a model of GPT-4's class take in rented infrastructure, by kind of provider. */
const ranges = [
  { id: 'group:aws', provider: 'AWS', model: 'SageMaker, Bedrock', low: 4.5, high: 6 },
  { id: 'group:google', provider: 'Google', model: 'Vertex AI', low: 4, high: 5.5 },
  { id: 'group:azure', provider: 'Microsoft', model: 'Azure OpenAI', low: 5, high: 7 },
  { id: 'group:gpu', provider: 'GPU specialists', model: 'CoreWeave and such', low: 3.5, high: 5 },
] as const

/** The providers' bands: infrastructure alone, one price for the tokens of prompt and answer. */
export const providerGroups: readonly Omit<CloudPrice, 'isShown'>[] = ranges.map(
  ({ id, provider, model, low, high }) => ({
    id,
    provider,
    model,
    kind: 'group',
    currency: 'USD',
    inputPerMillion: { low, high },
    outputPerMillion: { low, high },
    asOf: '2026-03',
    source: '',
  }),
)
