import { writeSync } from 'node:fs'
import { openStore } from '../../main/store/open-store.ts'
import { aLadderRun } from './lab-runs.ts'

// A process to be killed: measures a run whose samples never end, and tells on its standard output, line by line, the place of each that is
// written.

const [database = '', backups = ''] = process.argv.slice(2)

const { lab } = openStore({ database, backups })
const { samples, quality, ...run } = aLadderRun('small', { id: `run-${Date.now()}`, state: 'running', endedAtMs: null })
lab.insert({ ...run, quality: [], sampleCount: 0 }, [])
for (let order = 0; ; order += 1) {
  const sample = samples[order % samples.length]
  const state = quality[order % quality.length]
  if (sample === undefined || state === undefined) throw new Error('The ladder has samples and quality')
  lab.addSample(run.id, { ...sample, order })
  writeSync(1, `${order} ${run.id}\n`)
  const tokens = { nll: [order, 1], referenceNll: [2, 3], kl: [4, 5], sameTop: [true, false] }
  lab.addQualityTokens(run.id, 0, { chunk: order, durationMs: 1, ...tokens })
  lab.setQuality(run.id, state)
  lab.change(run.id, { blocksDone: order, tags: [`tag-${order}`] })
}
