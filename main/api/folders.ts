import { Fault } from '../core/fault.ts'
import { api } from './base.ts'
import { stream } from './stream.ts'

export const foldersRouter = api.folders.router({
  watch: api.folders.watch.handler((options) =>
    stream(options, (signal) => options.context.core.folders.state.watch(signal)),
  ),
  add: api.folders.add.handler(({ context, input }) => context.core.folders.add(input.path)),
  pick: api.folders.pick.handler(async ({ context: { core, shell } }) => {
    if (!shell.pickFolder) throw new Fault('NOT_SUPPORTED_BY_SHELL')
    const path = await shell.pickFolder()
    return path === null ? null : core.folders.add(path)
  }),
  addDetected: api.folders.addDetected.handler(({ context, input }) => context.core.folders.addDetected(input.id)),
  remove: api.folders.remove.handler(({ context, input }) => context.core.folders.remove(input.id)),
  rescan: api.folders.rescan.handler(({ context }) => context.core.folders.rescan()),
})
