import { api } from './base.ts'

export const catalogRouter = api.catalog.router({
  list: api.catalog.list.handler(({ context }) => context.core.hub.catalog()),
})
