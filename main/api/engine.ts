import { api } from './base.ts'
import { stream } from './stream.ts'

export const engineRouter = api.engine.router({
  watch: api.engine.watch.handler((options) =>
    stream(options, (signal) => options.context.core.engine.state.watch(signal)),
  ),
  load: api.engine.load.handler(({ context, input }) =>
    context.core.engine.load(input.modelId, input.options, input.profileId),
  ),
  unload: api.engine.unload.handler(({ context, input }) => context.core.engine.unload(input?.modelId)),
})
