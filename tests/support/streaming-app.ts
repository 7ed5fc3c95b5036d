import { writeSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { defaultSettings } from '#contract/settings.ts'
import { AnswerRuns } from '../../main/core/chat/answer-runs.ts'
import type { AnswerProgress, AnswerRequest, AnswerSource } from '../../main/core/chat/answer-source.ts'
import { ChatService } from '../../main/core/chat/chat-service.ts'
import { ConversationService } from '../../main/core/chat/conversation-service.ts'
import { LiveValue } from '../../main/core/live-value.ts'
import { openStore } from '../../main/store/open-store.ts'

// A process to be killed: asks a question whose answer never ends, and tells on its standard output, line by line as
// `<milliseconds> <length> <message id>`, how much of it a follower has seen.

const [database = '', backups = ''] = process.argv.slice(2)

const engine: AnswerSource = {
  async *answer(_: AnswerRequest, signal: AbortSignal): AsyncGenerator<AnswerProgress, void, void> {
    for (let token = 1; !signal.aborted; token += 1) {
      yield { type: 'text', text: `token ${token} `, decodeTokens: token, decodeMs: token, atMs: token }
      await delay(4)
    }
  },
}

const { conversations: repository } = openStore({ database, backups })
repository.interruptUnfinished()
const runs = new AnswerRuns()
const conversations = new ConversationService({ repository, runs, now: Date.now })
const settings = new LiveValue(defaultSettings)
const chat = new ChatService({ repository, conversations, runs, engine, settings, now: Date.now })

const { answer } = chat.send({ conversationId: null, parentId: null, text: 'Count' })
for await (const { id, event } of chat.follow(answer.id, null)) {
  if (event.type === 'text') writeSync(1, `${performance.now()} ${id} ${answer.id}\n`)
}
