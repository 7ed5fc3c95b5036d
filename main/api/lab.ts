import { withEventMeta } from '@orpc/server'
import { api } from './base.ts'
import { stream } from './stream.ts'

export const labRouter = api.lab.router({
  presets: api.lab.presets.handler(({ context }) => context.core.lab.presets()),
  forecast: api.lab.forecast.handler(({ context, input }) => context.core.lab.forecast(input)),
  start: api.lab.start.handler(({ context, input }) => context.core.lab.start(input)),
  pause: api.lab.pause.handler(({ context, input }) => context.core.lab.pause(input.runId)),
  resume: api.lab.resume.handler(({ context, input }) => context.core.lab.resume(input.runId)),
  cancel: api.lab.cancel.handler(({ context, input }) => context.core.lab.cancel(input.runId)),
  watch: api.lab.watch.handler((options) =>
    stream(options, (signal) => options.context.core.lab.progress.watch(signal)),
  ),
  samples: api.lab.samples.handler((options) =>
    stream(options, async function* (signal) {
      const { context, input, lastEventId } = options
      for await (const samples of context.core.lab.samples(input.runId, signal)) {
        const fresh = samples.filter(({ order }) => order > lastOrder(lastEventId))
        yield withEventMeta(fresh, { id: String(samples.at(-1)?.order ?? lastOrder(lastEventId)) })
      }
    }),
  ),
  run: api.lab.run.handler(({ context, input }) => context.core.labHistory.run(input.runId)),
  runWithSamples: api.lab.runWithSamples.handler(({ context, input }) =>
    context.core.labHistory.runWithSamples(input.runId),
  ),
  verdict: api.lab.verdict.handler(({ context, input }) =>
    context.core.labHistory.verdict(input.runId, input.limits, input.baseline, input.axes),
  ),
  list: api.lab.list.handler(({ context, input: { offset, limit, order, ...filter } }) =>
    context.core.labHistory.list(filter, { offset, limit, order }),
  ),
  facets: api.lab.facets.handler(({ context }) => context.core.labHistory.facets()),
  changes: api.lab.changes.handler((options) =>
    stream(options, (signal) => options.context.core.labHistory.changes.watch(signal)),
  ),
  annotate: api.lab.annotate.handler(({ context, input: { runId, ...change } }) =>
    context.core.labHistory.annotate(runId, change),
  ),
  remove: api.lab.remove.handler(({ context, input }) => context.core.labHistory.remove(input.runIds)),
  restore: api.lab.restore.handler(({ context, input }) => context.core.labHistory.restore(input.runIds)),
  compareRuns: api.lab.compareRuns.handler(({ context, input }) =>
    context.core.labHistory.compareRuns(input.beforeId, input.afterId),
  ),
  trends: api.lab.trends.handler(({ context, input }) => context.core.labHistory.trends(input)),
  export: api.lab.export.handler(({ context, input }) => context.core.labExporter.export(input)),
  import: api.lab.import.handler(({ context, input }) => context.core.labHistory.import(input.fileName, input.text)),
  cost: api.lab.cost.handler(({ context, input }) => context.core.labHistory.cost(input.runId)),
})

/** The place of the last sample that a returning reader has; −1 for a new one, or for an id that this app did not give. */
function lastOrder(lastEventId: string | undefined): number {
  return lastEventId !== undefined && /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : -1
}
