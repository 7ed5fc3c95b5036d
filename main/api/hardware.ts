import { api } from './base.ts'
import { stream } from './stream.ts'

export const hardwareRouter = api.hardware.router({
  watch: api.hardware.watch.handler((options) =>
    stream(options, (signal) => options.context.core.hardware.state.watch(signal)),
  ),
  probe: api.hardware.probe.handler(({ context }) => context.core.hardware.probe()),
})
