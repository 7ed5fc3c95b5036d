import { api } from './base.ts'

export const costRouter = api.cost.router({
  countries: api.cost.countries.handler(({ context }) => context.core.cost.countries()),
  cloudPrices: api.cost.cloudPrices.handler(({ context }) => context.core.cost.cloudPrices()),
  cloudComparison: api.cost.cloudComparison.handler(({ context, input }) =>
    context.core.cost.cloudComparison(input.fromMs, input.toMs),
  ),
  breakEven: api.cost.breakEven.handler(({ context, input }) => context.core.cost.breakEven(input)),
})
