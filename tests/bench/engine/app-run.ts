import { readFileSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { AnswerFigures } from '#contract/conversations.ts'
import type { LoadedModel } from '#contract/engine.ts'
import { defaultSettings } from '#contract/settings.ts'
import { connectWebSocket } from '../../../renderer/data/connections.ts'
import { startWattle } from '../../support/wattle-process.ts'

/** One answer through the whole app, with what its client saw by its own clock. */
export type AppAnswer = {
  figures: AnswerFigures
  seen: { ttftMs: number; tokensPerSecond: number }
}

type Question = { text: string; systemPrompt: string; seed: number; maxTokens: number }

export type App = {
  loaded: LoadedModel
  /** `onText` is called with the answer's tokens so far, as each piece of its text arrives. */
  ask(question: Question, onText?: (tokens: number) => void): Promise<AppAnswer>
  /** Processor time that the app's own process took so far, without the engine's; null where the system does not tell it so. */
  processorMs(): number | null
  /** Turns the energy meter on or off. */
  meter(isOn: boolean): Promise<void>
  /** What the thread governor did, from the engine's log: on a quiet machine it has nothing to do. */
  threadChanges(): Promise<string[]>
  close(): Promise<void>
}

/** Starts the built app in an empty data folder with the model in it, and connects to it as a page does, over the WebSocket. */
export async function startApp(modelPath: string): Promise<App> {
  const home = await mkdtemp(join(tmpdir(), 'wattle-bench-engine-'))
  await mkdir(join(home, 'models'), { recursive: true })
  await copyFile(modelPath, join(home, 'models', basename(modelPath)))
  const wattle = await startWattle(home)
  const address = new URL('/api', wattle.url)
  address.protocol = 'ws:'
  address.searchParams.set('token', new URL(wattle.url).searchParams.get('token') ?? '')
  const { client, close } = connectWebSocket(address.href)

  const ready = async (): Promise<LoadedModel> => {
    for await (const state of await client.engine.watch()) {
      if (state.phase === 'ready' && state.loaded !== null) return state.loaded
      if (state.problem !== null)
        throw new Error(`The model was not loaded: ${state.problem.code} ${state.problem.detail ?? ''}`)
    }
    throw new Error('The app ended its stream of states.')
  }
  const loaded = await ready()
  const closing = new AbortController()
  const watching = watchMeter(client, closing.signal)

  return {
    loaded,
    ask: async ({ text, systemPrompt, seed, maxTokens }, onText) => {
      const askedMs = performance.now()
      const { answer } = await client.chat.send({
        conversationId: null,
        parentId: null,
        text,
        settings: { systemPrompt, sampling: { seed, maxTokens } },
      })
      const arrivals: { tokens: number; atMs: number }[] = []
      for await (const event of await client.chat.follow({ messageId: answer.id })) {
        if (event.type === 'text') {
          arrivals.push({ tokens: event.decodeTokens, atMs: performance.now() })
          onText?.(event.decodeTokens)
        }
        if (event.type !== 'end') continue
        const { figures, problem } = event.message
        if (figures === null) throw new Error(`The answer failed: ${problem?.code} ${problem?.detail ?? ''}`)
        return { figures, seen: seenBy(arrivals, askedMs) }
      }
      throw new Error('The answer had no end.')
    },
    processorMs: () => processorMs(wattle.pid),
    meter: async (isOn) => {
      await client.settings.change({ meter: { ...defaultSettings.meter, isOn } })
    },
    threadChanges: async () => {
      const lines = await client.app.engineLog({ lines: 5000 })
      return lines.filter((line) => line.includes('wattle: decoding with'))
    },
    close: async () => {
      closing.abort()
      await watching
      close()
      await wattle.stop()
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** User and system time, which Linux counts in hundredths of a second. */
function processorMs(pid: number): number | null {
  if (process.platform !== 'linux') return null
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ')
  return 10 * (Number(fields?.[11]) + Number(fields?.[12]))
}

/** As the strip below the chat does all the time. */
async function watchMeter(client: ReturnType<typeof connectWebSocket>['client'], signal: AbortSignal): Promise<void> {
  try {
    for await (const state of await client.meter.watch(undefined, { signal })) void state
  } catch {
    // The app was closed.
  }
}

function seenBy(arrivals: { tokens: number; atMs: number }[], askedMs: number): AppAnswer['seen'] {
  const first = arrivals[0]
  const last = arrivals.at(-1)
  if (first === undefined || last === undefined) return { ttftMs: Number.NaN, tokensPerSecond: Number.NaN }
  return {
    ttftMs: first.atMs - askedMs,
    tokensPerSecond: ((last.tokens - first.tokens) * 1000) / (last.atMs - first.atMs),
  }
}
