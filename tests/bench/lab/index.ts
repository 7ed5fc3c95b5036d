/**
 * `npm run bench:lab`: the lab's engine against llama.cpp's own programs on the same libraries, in turns, on the starter as F16, Q8_0 and Q4_K_M.
 * Speed: pp512 and tg128 against llama-bench, each ratio as the median over the rounds with its 95 % interval, within 3 %. Quality: perplexity,
 * mean divergence from F16 and top-1 agreement against llama-perplexity, and the time that they take. The last line is JSON; exit code 1 where
 * anything is off by more than it may be. `--rounds`, `--quality-rounds` (0: none), `--chunks`, `--threads` (else llama-bench's own choice) and
 * `--models` change what is run.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { describeMachine } from '../engine/llama-bench.ts'
import { makeBenchModels } from './bench-models.ts'
import type { Median } from './median.ts'
import { compareQuality, type QualityComparisons } from './quality.ts'
import { compareSpeed, type SpeedReport } from './speed.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    'quality-rounds': { type: 'string', default: '3' },
    chunks: { type: 'string', default: '40' },
    threads: { type: 'string' },
    models: { type: 'string', default: 'F16,Q8_0,Q4_K_M' },
  },
})
const say = (line: string) => console.error(line)
const rounded = (number: number | null) => (number === null ? null : Number(number.toFixed(number < 10 ? 4 : 1)))
const short = ({ value, low, high, count }: Median) => ({
  value: rounded(value),
  low: rounded(low),
  high: rounded(high),
  count,
})

function tellSpeed({ comparisons, ...rest }: SpeedReport): object {
  for (const { model, test, ratio } of comparisons) {
    const interval = ratio.low === null ? '' : ` (${ratio.low.toFixed(3)}–${ratio.high?.toFixed(3)})`
    say(`${model} ${test}: ${ratio.value.toFixed(3)} of llama-bench${interval}`)
  }
  const rows = comparisons.map(({ ratio, lab, llamaBench, ...names }) => ({
    ...names,
    ratio: short(ratio),
    lab: short(lab),
    llamaBench: short(llamaBench),
  }))
  return { comparisons: rows, ...rest }
}

function tellQuality({ comparisons, timeRatio, ...rest }: QualityComparisons): object {
  for (const { model, perplexity, meanKl, sameTop } of comparisons) {
    const pair = (name: string, both: { lab: number; llamaPerplexity: number } | null) =>
      both === null ? '' : `, ${name} ${both.lab.toPrecision(5)} against ${both.llamaPerplexity.toPrecision(5)}`
    const figures = `${pair('perplexity', perplexity)}${pair('divergence', meanKl)}${pair('top-1 agreement', sameTop)}`
    say(`${model}${figures}`)
  }
  say(rest.why)
  return { comparisons, timeRatio: short(timeRatio), ...rest }
}

const folder = await mkdtemp(join(tmpdir(), 'wattle-bench-lab-'))
try {
  say(describeMachine())
  const made = await makeBenchModels(folder, say)
  const models = made.filter(({ name }) => values.models.split(',').includes(name))
  const threads = values.threads === undefined ? null : Number(values.threads)
  const speed = await compareSpeed(models, { rounds: Number(values.rounds), threads, logFolder: folder, report: say })
  const qualityRounds = Number(values['quality-rounds'])
  const qualityOptions = { rounds: qualityRounds, chunks: Number(values.chunks), threads: speed.threads }
  const quality = qualityRounds === 0 ? null : await compareQuality(models, { ...qualityOptions, folder, report: say })
  const told = { speed: tellSpeed(speed), quality: quality && tellQuality(quality), machine: describeMachine() }
  const differences = [...speed.differences, ...(quality?.differences ?? [])]
  for (const difference of differences) say(difference)
  process.stdout.write(`${JSON.stringify(told)}\n`)
  process.exitCode = differences.length === 0 ? 0 : 1
} finally {
  await rm(folder, { recursive: true, force: true })
}
