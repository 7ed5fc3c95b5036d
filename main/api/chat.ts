import { withEventMeta } from '@orpc/server'
import { api } from './base.ts'
import { stream } from './stream.ts'

export const chatRouter = api.chat.router({
  send: api.chat.send.handler(({ context, input }) => context.core.chat.send(input)),
  edit: api.chat.edit.handler(({ context, input }) => context.core.chat.edit(input)),
  regenerate: api.chat.regenerate.handler(({ context, input }) => context.core.chat.regenerate(input)),
  resume: api.chat.resume.handler(({ context, input }) => context.core.chat.resume(input)),
  stop: api.chat.stop.handler(({ context, input }) => context.core.chat.stop(input)),
  follow: api.chat.follow.handler((options) =>
    stream(options, async function* (signal) {
      const { context, input, lastEventId } = options
      for await (const { id, event } of context.core.chat.follow(input.messageId, textLength(lastEventId), signal)) {
        yield withEventMeta(event, { id: String(id) })
      }
    }),
  ),
})

/** The length of the text that a returning reader has; null for a new one, or for an id that this app did not give. */
function textLength(lastEventId: string | undefined): number | null {
  return lastEventId !== undefined && /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : null
}
