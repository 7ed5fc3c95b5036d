import { api } from './base.ts'
import { stream } from './stream.ts'

export const quantizeRouter = api.quantize.router({
  watch: api.quantize.watch.handler((options) =>
    stream(options, (signal) => options.context.core.quantize.jobs.watch(signal)),
  ),
  forecast: api.quantize.forecast.handler(({ context, input }) => context.core.quantize.forecast(input)),
  start: api.quantize.start.handler(({ context, input }) => context.core.quantize.start(input)),
  cancel: api.quantize.cancel.handler(({ context, input }) => context.core.quantize.cancel(input.id)),
})
