import { api } from './base.ts'
import { stream } from './stream.ts'

export const settingsRouter = api.settings.router({
  watch: api.settings.watch.handler((options) =>
    stream(options, (signal) => options.context.core.settings.state.watch(signal)),
  ),
  change: api.settings.change.handler(({ context, input }) => context.core.settings.change(input)),
})
