import { writeSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { PowerRecorder } from '../../main/core/meter/power-recorder.ts'
import type { PiecesListener } from '../../main/core/meter/power-sources.ts'
import { openStore } from '../../main/store/open-store.ts'
import { piecesBetween, yearSources } from './power-year.ts'

// A process to be killed: records a second of power each few milliseconds, makes what is older than a minute of that coarser, and tells on its
// standard output, one number a line, up to when it has recorded.

const [database = '', backups = '', from = ''] = process.argv.slice(2)
const { powerHistory: history } = openStore({ database, backups })
const piecesKeptMs = 65 * 60 * 1000
let listener: PiecesListener = () => undefined
let nowMs = Number(from)

const sources = {
  onPieces(added: PiecesListener) {
    listener = added
    return () => undefined
  },
}
new PowerRecorder({ sources, history, now: () => nowMs }).start()

for (;;) {
  listener(yearSources, piecesBetween(nowMs, nowMs + 1000))
  nowMs += 1000
  history.tidy(nowMs + piecesKeptMs - 60_000)
  writeSync(1, `${nowMs}\n`)
  await delay(2)
}
