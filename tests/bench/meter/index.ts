/**
 * `npm run bench:meter`: what metering costs. First its share of one core, with a package, its memory and a graphics card read ten times a second,
 * integrated and written down. Then the decode rate of the whole app with the meter on against off, in answers that alternate.
 * The last line is JSON; exit code 1 where it takes 1 % of a core or more, or more than 1 % of the decode rate.
 */
import { parseArgs } from 'node:util'
import { starterModelPath } from '../../support/starter-model.ts'
import { startApp } from '../engine/app-run.ts'
import { meteringCost } from './metering-cost.ts'

const answerTokens = 400
const mostShareOfCore = 0.01
const leastDecodeRatio = 0.99

const { values } = parseArgs({
  options: { pairs: { type: 'string', default: '15' }, seconds: { type: 'string', default: '30' } },
})
const say = (line: string) => console.error(line)
const median = (numbers: number[]) => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2
}

const cost = await meteringCost(Number(values.seconds))
say(
  `metering: ${(cost.shareOfCore * 100).toFixed(2)} % of a core at ${cost.readingsPerSecond.toFixed(1)} readings a second (${cost.sources.join(', ')})`,
)

const app = await startApp(await starterModelPath())
const ratios: number[] = []
const rates: { on: number[]; off: number[] } = { on: [], off: [] }
try {
  const ask = async (isOn: boolean, pair: number): Promise<number> => {
    await app.meter(isOn)
    const { figures } = await app.ask({
      systemPrompt: `Pair ${pair}. You write long stories.`,
      text: 'Write a very long story about a lighthouse keeper. Describe every room of the house in detail.',
      seed: 42 + pair,
      maxTokens: answerTokens,
    })
    return figures.tokensPerSecond ?? Number.NaN
  }
  await ask(true, 0)
  for (let pair = 1; pair <= Number(values.pairs); pair++) {
    // The first of a pair alternates, so that what changes with time falls on both.
    const isOnFirst = pair % 2 === 0
    const first = await ask(isOnFirst, pair)
    const second = await ask(!isOnFirst, pair)
    const [on, off] = isOnFirst ? [first, second] : [second, first]
    rates.on.push(on)
    rates.off.push(off)
    ratios.push(on / off)
    say(`pair ${pair}: ${on.toFixed(1)} tok/s with the meter, ${off.toFixed(1)} without`)
  }
} finally {
  await app.close()
}

const rounded = (number: number) => Number(number.toFixed(4))
const result = {
  shareOfCore: rounded(cost.shareOfCore),
  readingsPerSecond: rounded(cost.readingsPerSecond),
  decodeRatio: rounded(median(ratios)),
  ratios: ratios.map(rounded),
  tokensPerSecond: { on: rounded(median(rates.on)), off: rounded(median(rates.off)) },
}
process.stdout.write(`${JSON.stringify(result)}\n`)
process.exitCode = result.shareOfCore < mostShareOfCore && result.decodeRatio >= leastDecodeRatio ? 0 : 1
