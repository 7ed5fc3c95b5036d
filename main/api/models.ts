import { Fault } from '../core/fault.ts'
import { api } from './base.ts'
import { stream } from './stream.ts'

export const modelsRouter = api.models.router({
  watch: api.models.watch.handler((options) =>
    stream(options, (signal) => options.context.core.models.state.watch(signal)),
  ),
  add: api.models.add.handler(({ context, input }) => context.core.models.add(input.path)),
  pick: api.models.pick.handler(async ({ context: { core, shell } }) => {
    if (!shell.pickModelFile) throw new Fault('NOT_SUPPORTED_BY_SHELL')
    const path = await shell.pickModelFile()
    return path === null ? null : core.models.add(path)
  }),
  choose: api.models.choose.handler(({ context, input }) => context.core.models.choose(input.modelId)),
  remove: api.models.remove.handler(({ context, input }) => context.core.models.remove(input.modelId)),
  restore: api.models.restore.handler(({ context, input }) => context.core.models.restore(input.modelId)),
  estimateFit: api.models.estimateFit.handler(({ context, input }) =>
    context.core.models.estimateFit(input.modelId, input.options),
  ),
  fetchStarter: api.models.fetchStarter.handler(({ context }) => context.core.models.fetchStarter()),
})
