import { api } from './base.ts'

export const hubRouter = api.hub.router({
  search: api.hub.search.handler(({ context, input, signal }) => context.core.hub.search(input, signal)),
  model: api.hub.model.handler(({ context, input, signal }) => context.core.hub.model(input.repository, signal)),
  access: api.hub.access.handler(({ context }) => context.core.hub.access()),
  setToken: api.hub.setToken.handler(({ context, input }) => context.core.hub.setToken(input.token)),
  removeToken: api.hub.removeToken.handler(({ context }) => context.core.hub.removeToken()),
})
