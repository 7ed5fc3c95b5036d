import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { AnswerFigures } from '#contract/conversations.ts'
import { defaultLoadOptions } from '#contract/engine.ts'
import { defaultSampling } from '#contract/sampling.ts'
import type {
  FinishReason,
  GenerateEvent,
  GenerateRequest,
  HistoryTurn,
  LinkLoaded,
  LoadRequest,
} from '../../main/core/ports/engine-link.ts'
import { EngineLogFile } from '../../main/engine/host/engine-log-file.ts'
import { type EngineLinkOptions, ForkedEngineLink } from '../../main/engine/host/forked-engine-link.ts'

export const engineChildPath = resolve(import.meta.dirname, '../../main/engine/child/index.ts')
export const probeChildPath = resolve(import.meta.dirname, '../../main/engine/child/probe.ts')
export const estimatorChildPath = resolve(import.meta.dirname, '../../main/engine/child/estimator.ts')

/** The likeliest token always: the same question has the same answer. */
export const greedy = { ...defaultSampling, temperature: 0, seed: 1 }

type Answer = { text: string; finishReason: FinishReason; figures: AnswerFigures; events: GenerateEvent[] }

/** A real engine process behind its link, with short ways to load and ask. */
export type RealEngine = {
  link: ForkedEngineLink
  log: EngineLogFile
  logFolder: string
  load(
    path: string,
    options?: Partial<LoadRequest['options']>,
    onProgress?: (progress: number) => void,
  ): Promise<LinkLoaded>
  ask(history: HistoryTurn[], options?: AskOptions): Promise<Answer>
  close(): Promise<void>
}

export type AskOptions = {
  sampling?: Partial<GenerateRequest['sampling']>
  systemPrompt?: string
  contextOverflow?: GenerateRequest['contextOverflow']
  signal?: AbortSignal
  onEvent?: (event: GenerateEvent) => void
}

/** Starts nothing yet: the first load starts the process. Close it when done. */
export function openRealEngine(options: Partial<EngineLinkOptions> = {}): RealEngine {
  const logFolder = mkdtempSync(join(tmpdir(), 'wattle-engine-'))
  const log = new EngineLogFile(logFolder)
  const link = new ForkedEngineLink({ childPath: engineChildPath, log, ...options })
  return {
    link,
    log,
    logFolder,
    load: (path, load = {}, onProgress = () => undefined) =>
      link.load(
        {
          modelId: 'model',
          name: 'Model',
          quantization: 'Q4_1',
          path,
          options: { ...defaultLoadOptions, backend: 'cpu', ...load },
        },
        { signal: new AbortController().signal, onProgress },
      ),
    ask: (history, ask) => askOf(link, history, ask),
    close: async () => {
      await link.close()
      await log.close()
      rmSync(logFolder, { recursive: true, force: true })
    },
  }
}

export const question = (text: string): HistoryTurn => ({ role: 'user', text })
export const answered = (text: string): HistoryTurn => ({ role: 'assistant', text })

/** A request at temperature 0 with a fixed seed, unless told otherwise. */
export function requestOf(history: HistoryTurn[], options: AskOptions = {}): GenerateRequest {
  return {
    systemPrompt: options.systemPrompt ?? 'You are a helpful assistant.',
    history,
    sampling: { ...greedy, maxTokens: 64, ...options.sampling },
    contextOverflow: options.contextOverflow ?? 'drop-oldest',
  }
}

async function askOf(link: ForkedEngineLink, history: HistoryTurn[], options: AskOptions = {}): Promise<Answer> {
  const signal = options.signal ?? new AbortController().signal
  const events: GenerateEvent[] = []
  for await (const event of link.generate(requestOf(history, options), signal)) {
    events.push(event)
    options.onEvent?.(event)
  }
  const last = events.at(-1)
  if (last?.type !== 'end') throw new Error('The answer had no end')
  const text = events.map((event) => (event.type === 'text' ? event.text : '')).join('')
  return { text, finishReason: last.finishReason, figures: last.figures, events }
}
