import { api } from './base.ts'
import { stream } from './stream.ts'

export const conversationsRouter = api.conversations.router({
  list: api.conversations.list.handler(({ context }) => context.core.conversations.list()),
  watch: api.conversations.watch.handler((options) =>
    stream(options, (signal) => options.context.core.conversations.changes(signal)),
  ),
  get: api.conversations.get.handler(({ context, input }) => context.core.conversations.get(input)),
  search: api.conversations.search.handler(({ context, input }) => context.core.conversations.search(input)),
  rename: api.conversations.rename.handler(({ context, input }) => context.core.conversations.rename(input)),
  configure: api.conversations.configure.handler(({ context, input }) => context.core.conversations.configure(input)),
  remove: api.conversations.remove.handler(({ context, input }) => context.core.conversations.remove(input)),
  restore: api.conversations.restore.handler(({ context, input }) => context.core.conversations.restore(input)),
  showBranch: api.conversations.showBranch.handler(({ context, input }) =>
    context.core.conversations.showBranch(input),
  ),
})
