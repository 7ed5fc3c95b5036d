import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRealEngine, question } from '../support/real-engine.ts'
import { starterModelPath } from '../support/starter-model.ts'

const story = question('Tell a very long story about a lighthouse keeper.')
const engine = openRealEngine()
const kills = 10
/** How soon the next message must work after a crash. */
const recoveryLimitMs = 3000

let model = ''
beforeAll(async () => {
  model = await starterModelPath()
})
afterAll(() => engine.close())

describe('kill -9 of the engine process in mid-answer', () => {
  it(`fails the answer with what it had, and the next one works, ${kills} times at random instants`, {
    timeout: 180_000,
  }, async () => {
    const exits: (string | null)[] = []
    engine.link.onCrash((exit) => exits.push(exit.signal))
    const recoveriesMs: number[] = []
    const startMs = await firstTextMs()
    for (let count = 0; count < kills; count++) {
      const killAt = Math.floor(Math.random() * 30)
      let tokens = 0
      const answer = engine.ask([story], {
        sampling: { maxTokens: null },
        onEvent: (event) => {
          if (event.type === 'text') tokens = event.decodeTokens
          if (tokens >= killAt && engine.link.pid !== null) process.kill(engine.link.pid, 'SIGKILL')
        },
      })
      await expect(answer).rejects.toMatchObject({ code: 'ENGINE_CRASHED', params: { signal: 'SIGKILL' } })
      expect(tokens).toBeGreaterThanOrEqual(killAt)

      recoveriesMs.push(await firstTextMs())
    }
    expect(exits).toEqual(Array.from({ length: kills }, () => 'SIGKILL'))
    const sorted = recoveriesMs.toSorted((a, b) => a - b)
    const medianMs = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
    console.error(`from the crash to the next answer's first text: ${sorted.map((ms) => ms.toFixed(0)).join(', ')} ms`)
    // Where other programs have the machine, a plain start takes longer too.
    expect(medianMs).toBeLessThan(Math.max(recoveryLimitMs, startMs * 2))
  })

  it('is a state when it happens while nothing runs', async () => {
    await engine.load(model)
    const crashed = new Promise<string | null>((resolve) => engine.link.onCrash((exit) => resolve(exit.signal)))
    process.kill(engine.link.pid ?? 0, 'SIGKILL')
    expect(await crashed).toBe('SIGKILL')
    expect(engine.link.pid).toBeNull()
    await expect(engine.ask([story])).rejects.toMatchObject({ code: 'MODEL_NOT_CHOSEN' })
  })
})

describe('an engine process whose parent was killed', () => {
  it('ends by itself', async () => {
    const parent: ChildProcess = fork(resolve(import.meta.dirname, '../support/engine-children/parent.ts'), [model], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const [pid] = await once(parent, 'message')
    if (typeof pid !== 'number') throw new Error('The parent told no process id')
    expect(isAlive(pid)).toBe(true)
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false)
  })
})

/** From the wish for an answer to its first text, where no process runs. */
async function firstTextMs(): Promise<number> {
  const startedMs = performance.now()
  let firstMs = Number.POSITIVE_INFINITY
  await engine.load(model)
  await engine.ask([question('Hello')], {
    sampling: { maxTokens: 2 },
    onEvent: (event) => {
      if (event.type === 'text') firstMs = Math.min(firstMs, performance.now() - startedMs)
    },
  })
  return firstMs
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
