import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openStore, type StorePaths } from '../../../main/store/open-store.ts'
import { storePaths, tempFolder } from '../../support/temp-store.ts'

const app = fileURLToPath(import.meta.resolve('../../support/measuring-app.ts'))
const kills = 4

/** Runs the app, kills it `afterMs` after its first sample, and returns the last sample that it told of. */
async function measureAndKill(
  { database, backups }: StorePaths,
  afterMs: number,
): Promise<[order: number, id: string]> {
  const child = spawn(process.execPath, [app, database, backups], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk
  })
  const closed = once(child, 'close')
  await once(child.stdout, 'data')
  await delay(afterMs)
  child.kill('SIGKILL')
  expect((await closed)[1]).toBe('SIGKILL')
  const [order = '', id = ''] = output.slice(0, output.lastIndexOf('\n')).split('\n').at(-1)?.split(' ') ?? []
  return [Number(order), id]
}

// Catches: a sample that is told of and lost, sums torn from their samples, words torn from their run, a run that stays `running` for ever.
test('killed at random instants, no sample that was written is lost, and the run can be gone on with', async () => {
  const paths = storePaths(tempFolder())
  for (let kill = 1; kill <= kills; kill += 1) {
    const [order, id] = await measureAndKill(paths, Math.random() * 400)
    const db = new Database(paths.database)
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    db.exec(`INSERT INTO lab_search (lab_search) VALUES ('integrity-check')`)
    db.close()

    const { lab, close } = openStore(paths)
    const samples = lab.samples(id)
    expect(samples.map((sample) => sample.order)).toEqual(samples.map((_, index) => index))
    expect(samples.length).toBeGreaterThan(order)
    const run = lab.find(id)
    const energyJ = samples.reduce((sum, { energy }) => sum + (energy?.energyJ.central ?? 0), 0)
    expect(run).toMatchObject({ state: 'running', sampleCount: samples.length })
    expect(run?.energyJ?.central).toBeCloseTo(energyJ, 3)
    const chunks = lab.qualityTokens(id, 0).map(({ chunk }) => chunk)
    expect(chunks).toEqual(chunks.map((_, index) => index))
    expect(chunks.length).toBeGreaterThanOrEqual(samples.length - 1)
    const [tag = ''] = run?.tags ?? []
    if (tag !== '')
      expect(lab.list({ tag, text: tag }, { offset: 0, limit: 9 }).runs.map((found) => found.id)).toContain(id)
    expect(lab.interruptRunning()).toEqual([id])
    expect(lab.list({ state: 'interrupted' }, { offset: 0, limit: 9 }).total).toBe(kill)
    close()
  }
}, 60_000)
