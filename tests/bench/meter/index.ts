/**
 * `npm run bench:meter`: what metering costs. First its share of one core, with a package, its memory and a graphics card read ten times a second,
 * integrated and written down. Then the decode rate of the whole app with the meter on against off, which alternate within the answers.
 * On a machine whose own speed swings, the ratio's interval stays wide, however long it is run: the processor time that the app takes more with the
 * meter on is then what bounds it. The last line is JSON; exit code 1 where either takes 1 % of a core or more, or where the whole interval lies
 * below 0.99 of the decode rate.
 */
import { parseArgs } from 'node:util'
import { decodeCost } from './decode-cost.ts'
import { meteringCost } from './metering-cost.ts'

const mostShareOfCore = 0.01
const leastDecodeRatio = 0.99

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '80' }, seconds: { type: 'string', default: '30' } },
})
const say = (line: string) => console.error(line)

const cost = await meteringCost(Number(values.seconds))
say(
  `metering: ${(cost.shareOfCore * 100).toFixed(2)} % of a core at ${cost.readingsPerSecond.toFixed(1)} readings a second (${cost.sources.join(', ')})`,
)

const decode = await decodeCost(Number(values.rounds), say)
const rounded = (number: number) => Number(number.toFixed(4))
const result = {
  shareOfCore: rounded(cost.shareOfCore),
  readingsPerSecond: rounded(cost.readingsPerSecond),
  decodeRatio: rounded(decode.decodeRatio),
  interval95: decode.interval95.map(rounded),
  rounds: decode.rounds,
  processorShare: decode.processorShare === null ? null : rounded(decode.processorShare),
  tokensPerSecond: { on: rounded(decode.tokensPerSecond.on), off: rounded(decode.tokensPerSecond.off) },
}
process.stdout.write(`${JSON.stringify(result)}\n`)
const isCheap = Math.max(result.shareOfCore, result.processorShare ?? 0) < mostShareOfCore
process.exitCode = isCheap && decode.interval95[1] >= leastDecodeRatio ? 0 : 1
