import { api } from './base.ts'

export const profilesRouter = api.profiles.router({
  list: api.profiles.list.handler(({ context, input }) => context.core.profiles.list(input.modelId)),
  save: api.profiles.save.handler(({ context, input }) => context.core.profiles.save(input)),
  remove: api.profiles.remove.handler(({ context, input }) => context.core.profiles.remove(input.id)),
})
