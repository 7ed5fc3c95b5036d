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
  details: api.models.details.handler(({ context, input }) => context.core.models.details(input.modelId)),
  annotate: api.models.annotate.handler(({ context, input: { modelId, ...change } }) =>
    context.core.models.annotate(modelId, change),
  ),
  hash: api.models.hash.handler(({ context, input }) => context.core.models.hash(input.modelId)),
  moveToTrash: api.models.moveToTrash.handler(({ context, input }) => context.core.models.moveToTrash(input.modelId)),
  reveal: api.models.reveal.handler(async ({ context: { core, shell }, input }) => {
    if (!shell.showFile) throw new Fault('NOT_SUPPORTED_BY_SHELL')
    await shell.showFile(core.models.pathOf(input.modelId))
  }),
  remove: api.models.remove.handler(({ context, input }) => context.core.models.remove(input.modelId)),
  restore: api.models.restore.handler(({ context, input }) => context.core.models.restore(input.modelId)),
  estimateFit: api.models.estimateFit.handler(({ context, input }) =>
    context.core.models.estimateFit(input.modelId, input.options),
  ),
  fetchStarter: api.models.fetchStarter.handler(({ context }) => context.core.models.fetchStarter()),
})
