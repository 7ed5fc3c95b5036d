import { api } from './base.ts'
import { stream } from './stream.ts'

export const blindTestRouter = api.blindTest.router({
  list: api.blindTest.list.handler(({ context }) => context.core.blindTests.list()),
  watch: api.blindTest.watch.handler((options) =>
    stream(options, (signal) => options.context.core.blindTests.watch(options.input.id, signal)),
  ),
  start: api.blindTest.start.handler(({ context, input }) => context.core.blindTests.start(input.modelIds)),
  ask: api.blindTest.ask.handler(({ context, input }) => context.core.blindTests.ask(input.id, input.prompt)),
  judge: api.blindTest.judge.handler(({ context, input }) => context.core.blindTests.judge(input.id, input.choice)),
  end: api.blindTest.end.handler(({ context, input }) => context.core.blindTests.end(input.id)),
  remove: api.blindTest.remove.handler(({ context, input }) => context.core.blindTests.remove(input.id)),
})
