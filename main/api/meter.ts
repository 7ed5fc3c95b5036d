import { api } from './base.ts'
import { stream } from './stream.ts'

export const meterRouter = api.meter.router({
  watch: api.meter.watch.handler((options) =>
    stream(options, (signal) => options.context.core.meter.state.watch(signal)),
  ),
  answers: api.meter.answers.handler((options) =>
    stream(options, (signal) => options.context.core.meter.answers(signal)),
  ),
  check: api.meter.check.handler(({ context }) => context.core.meter.check()),
  guide: api.meter.guide.handler(({ context }) => context.core.meter.guide()),
  power: api.meter.power.handler(({ context, input }) =>
    context.core.meter.power(input.fromMs, input.toMs, input.points),
  ),
  totals: api.meter.totals.handler(({ context, input }) => context.core.meter.totals(input.fromMs, input.toMs)),
  forecast: api.meter.forecast.handler(({ context, input }) =>
    context.core.meter.forecast(input.modelId, input.promptCharacters),
  ),
  addPlug: api.meter.addPlug.handler(({ context, input }) => context.core.meter.addPlug(input.address)),
  removePlug: api.meter.removePlug.handler(({ context, input }) => context.core.meter.removePlug(input.id)),
  calibrate: api.meter.calibrate.handler((options) =>
    stream(options, (signal) => options.context.core.meter.calibrate(signal)),
  ),
  forgetCalibration: api.meter.forgetCalibration.handler(({ context }) => context.core.meter.forgetCalibration()),
})
