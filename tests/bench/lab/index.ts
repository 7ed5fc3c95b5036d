/**
 * `npm run bench:lab`: the lab's engine against llama.cpp's own programs on the same libraries, in turns, on the starter as F16, Q8_0 and
 * Q4_K_M. Speed: pp512 and tg128 against llama-bench, each ratio as the median over the rounds with its 95 % interval. The last line is JSON;
 * exit code 1 where a median ratio is off by more than 3 %, or the two do not tell alike of the model, the build and the machine.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { describeMachine } from '../engine/llama-bench.ts'
import { makeBenchModels } from './bench-models.ts'
import type { Median } from './median.ts'
import { compareSpeed } from './speed.ts'

const greatestShare = 0.03

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '9' } } })
const say = (line: string) => console.error(line)
const rounded = (number: number | null) => (number === null ? null : Number(number.toFixed(number < 10 ? 4 : 1)))
const short = ({ value, low, high, count }: Median) => ({
  value: rounded(value),
  low: rounded(low),
  high: rounded(high),
  count,
})

const folder = await mkdtemp(join(tmpdir(), 'wattle-bench-lab-'))
try {
  say(describeMachine())
  const models = await makeBenchModels(folder, say)
  const speed = await compareSpeed(models, { rounds: Number(values.rounds), logFolder: folder, report: say })
  for (const { model, test, ratio } of speed.comparisons) {
    const interval = ratio.low === null ? '' : ` (${ratio.low.toFixed(3)}–${ratio.high?.toFixed(3)})`
    say(`${model} ${test}: ${ratio.value.toFixed(3)} of llama-bench${interval}`)
  }
  for (const difference of speed.differences) say(difference)
  const off = speed.comparisons.filter(({ ratio }) => !(Math.abs(ratio.value - 1) <= greatestShare))
  const comparisons = speed.comparisons.map((each) => ({
    ...each,
    ratio: short(each.ratio),
    lab: short(each.lab),
    llamaBench: short(each.llamaBench),
  }))
  process.stdout.write(`${JSON.stringify({ speed: { ...speed, comparisons }, machine: describeMachine() })}\n`)
  process.exitCode = off.length === 0 && speed.differences.length === 0 ? 0 : 1
} finally {
  await rm(folder, { recursive: true, force: true })
}
