import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { EngineLogFile } from '../../main/engine/host/engine-log-file.ts'
import { ForkedEngineLink } from '../../main/engine/host/forked-engine-link.ts'
import type { AnswerFigures } from '../../preload/contract/conversations.ts'
import { serviceBench, textOfAnswer } from '../support/engine-bench.ts'
import { engineChildPath } from '../support/real-engine.ts'
import { writeTinyGguf } from '../support/tiny-gguf.ts'

const folder = mkdtempSync(join(tmpdir(), 'wattle-several-'))
const log = new EngineLogFile(folder)
const links: ForkedEngineLink[] = []
const bench = serviceBench(() => {
  const link = new ForkedEngineLink({ childPath: engineChildPath, log })
  links.push(link)
  return link
})
const { models, settings, profiles, service, run } = bench

beforeAll(async () => {
  models.folder = folder
  await writeTinyGguf(join(folder, 'a.gguf'), { seed: 1 })
  await writeTinyGguf(join(folder, 'b.gguf'), { seed: 2 })
  const load = { ...settings.value.load, threads: 1, contextTokens: 512 }
  settings.set({ ...settings.value, load, modelsInMemory: 2 })
})
afterAll(async () => {
  await service.close()
  await log.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A short greedy answer of a model: its text, its figures and what was in force. */
async function askOf(modelId: string) {
  models.chosen = modelId
  const events = []
  let figures: AnswerFigures | null = null
  for await (const event of run('Tell me about rivers.')) {
    events.push(event)
    if (event.type === 'end') figures = event.figures
  }
  const conditions = events.flatMap((event) => (event.type === 'conditions' ? [event.conditions] : []))[0]
  return { text: textOfAnswer(events), figures, conditions }
}

const others = () => service.state.value.alsoInMemory.map(({ modelId }) => modelId)

it('two models are in memory at once, and the KV cache of each is there when it is wanted again', async () => {
  profiles.save({
    modelId: 'a',
    name: 'Short',
    isDefault: true,
    load: { contextTokens: 256 },
    sampling: { temperature: 0, maxTokens: 8 },
    systemPrompt: null,
  })
  profiles.save({
    modelId: 'b',
    name: 'Usual',
    isDefault: true,
    load: {},
    sampling: { temperature: 0, maxTokens: 8 },
    systemPrompt: null,
  })
  const a = await askOf('a')
  const b = await askOf('b')
  expect(a.text).not.toBe(b.text)
  expect(a.conditions).toMatchObject({ modelId: 'a', profileName: 'Short', contextTokens: 256 })
  expect(b.conditions).toMatchObject({ modelId: 'b', profileName: 'Usual', contextTokens: 512 })
  expect(new Set(links.map((link) => link.pid)).size).toBe(2)
  expect(others()).toEqual(['a'])

  const again = await askOf('a')
  expect(again.text).toBe(a.text)
  expect(again.figures).toMatchObject({ loadMs: 0, prefillTokens: 1 })
  expect(a.figures?.loadMs).toBeGreaterThan(0)
})

it('a process that is killed takes its own model with it, and no other', async () => {
  await askOf('b')
  const [first, second] = links
  const crashed = new Promise((resolve) => first?.onCrash(resolve))
  process.kill(first?.pid ?? 0, 'SIGKILL')
  await crashed
  expect(others()).toEqual([])
  const { pid } = second ?? {}
  expect((await askOf('b')).figures).toMatchObject({ loadMs: 0, prefillTokens: 1 })
  expect(second?.pid).toBe(pid)
  expect((await askOf('a')).figures?.loadMs).toBeGreaterThan(0)
  expect(others()).toEqual(['b'])
})

it('one that is freed has no process any more, and the other answers on', async () => {
  await service.unload('b')
  expect(links.map((link) => link.pid !== null)).toEqual([true, false])
  expect((await askOf('a')).figures).toMatchObject({ loadMs: 0 })
})
