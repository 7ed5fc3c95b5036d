import { api } from './base.ts'
import { stream } from './stream.ts'

export const downloadsRouter = api.downloads.router({
  watch: api.downloads.watch.handler((options) =>
    stream(options, (signal) => options.context.core.downloads.state.watch(signal)),
  ),
  addFromHub: api.downloads.addFromHub.handler(({ context, input }) => context.core.downloads.addFromHub(input)),
  addFromCatalog: api.downloads.addFromCatalog.handler(({ context, input }) =>
    context.core.downloads.addFromCatalog(input),
  ),
  addFromUrl: api.downloads.addFromUrl.handler(({ context, input }) => context.core.downloads.addFromUrl(input)),
  pause: api.downloads.pause.handler(({ context, input }) => context.core.downloads.pause(input.id)),
  resume: api.downloads.resume.handler(({ context, input }) => context.core.downloads.resume(input.id)),
  cancel: api.downloads.cancel.handler(({ context, input }) => context.core.downloads.cancel(input.id)),
  moveToFront: api.downloads.moveToFront.handler(({ context, input }) => context.core.downloads.moveToFront(input.id)),
  clear: api.downloads.clear.handler(({ context, input }) => context.core.downloads.clear(input.id)),
  clearEnded: api.downloads.clearEnded.handler(({ context }) => context.core.downloads.clearEnded()),
})
