/**
 * `npm run bench:engine`: the whole app against llama-bench on the same libraries, in turns. Prefill is a prompt of 512 tokens against
 * pp512; decoding is 128 tokens after a short question against tg128, and 128 tokens after the long prompt against tg128 at depth 512.
 * The last line is JSON; exit code 1 where prefillRatio is under 0.90 or decodeRatio under 0.85.
 */
import { parseArgs } from 'node:util'
import { defaultSampling } from '#contract/sampling.ts'
import { starterModelPath } from '../../support/starter-model.ts'
import { type App, type AppAnswer, startApp } from './app-run.ts'
import { describeMachine, type LlamaBenchRates, prepareLlamaBench } from './llama-bench.ts'

const promptTokens = 512
const answerTokens = 128
const wantedPrefillRatio = 0.9
const wantedDecodeRatio = 0.85
const seed = 42

type Round = { bench: LlamaBenchRates; long: AppAnswer; short: AppAnswer }

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' }, model: { type: 'string' } } })
const say = (line: string) => console.error(line)
const median = (numbers: number[]) => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2
}
const rounded = (number: number) => Number(number.toFixed(number < 10 ? 3 : 1))

/** A question of so many words that the whole prompt is 512 tokens; no two begin alike, so that nothing is reused. */
const longQuestion = (round: number, words: number) => ({
  systemPrompt: `${round} rounds of a bench. You write long stories.`,
  text: `Tell a very long story, of many chapters, with these words: ${'river '.repeat(words)}`,
})
const shortQuestion = (round: number) => ({
  systemPrompt: `${round} rounds of a bench. You write long stories.`,
  text: 'Write a very long story about a lighthouse keeper. Describe every room of the house in detail.',
})

/** Asks until an answer is as long as it should be: a small model may end earlier. */
async function askInFull(
  app: App,
  question: { text: string; systemPrompt: string },
  round: number,
): Promise<AppAnswer> {
  let longest: AppAnswer | null = null
  for (let attempt = 0; attempt < 5; attempt++) {
    const systemPrompt = `${'ABCDE'[attempt]}. ${question.systemPrompt}`
    const answer = await app.ask({
      ...question,
      systemPrompt,
      seed: seed + round * 10 + attempt,
      maxTokens: answerTokens,
    })
    if (answer.figures.decodeTokens === answerTokens) return answer
    if (longest === null || answer.figures.decodeTokens > longest.figures.decodeTokens) longest = answer
  }
  if (longest === null) throw new Error('No answer')
  return longest
}

const prefillRate = ({ figures }: AppAnswer) => (figures.prefillTokens * 1000) / figures.prefillMs
const decodeRate = ({ figures }: AppAnswer) => figures.tokensPerSecond ?? Number.NaN

const modelPath = values.model ?? (await starterModelPath())
const bench = await prepareLlamaBench(say)
const app = await startApp(modelPath)
const rounds: Round[] = []
try {
  const { threads, contextTokens, backend, engineBuild } = app.loaded
  say(`${describeMachine()}; ${engineBuild}; ${backend}, ${threads} threads, context ${contextTokens}`)
  // The words that make 512 tokens depend on the tokenizer: the second answer tells, which reuses as much as those that follow.
  await askInFull(app, shortQuestion(0), 0)
  const sample = longQuestion(9, 400)
  const probe = await app.ask({ ...sample, systemPrompt: `E. ${sample.systemPrompt}`, seed, maxTokens: 1 })
  const words = 400 + promptTokens - probe.figures.prefillTokens
  for (let number = 1; number <= Number(values.rounds); number++) {
    const rates = await bench.measure(modelPath, threads)
    const long = await askInFull(app, longQuestion(number, words), number)
    const short = await askInFull(app, shortQuestion(number), number)
    rounds.push({ bench: rates, long, short })
    say(
      `round ${number}: prefill ${prefillRate(long).toFixed(0)} of ${rates.prefill.toFixed(0)} tok/s (${long.figures.prefillTokens} tokens), ` +
        `decode ${decodeRate(short).toFixed(1)} of ${rates.decode.toFixed(1)} (${short.figures.decodeTokens} tokens), ` +
        `after the prompt ${decodeRate(long).toFixed(1)} of ${rates.decodeAfterPrompt.toFixed(1)} (${long.figures.decodeTokens} tokens); ` +
        `client saw TTFT ${long.seen.ttftMs.toFixed(0)} ms against ${(long.figures.ttftMs ?? Number.NaN).toFixed(0)} and ${short.seen.tokensPerSecond.toFixed(1)} tok/s`,
    )
  }
  for (const line of await app.threadChanges()) say(line)
} finally {
  await app.close()
}

const of = (pick: (round: Round) => number) => rounded(median(rounds.map(pick)))
const all = (pick: (round: Round) => number) => rounds.map((round) => rounded(pick(round)))
const result = {
  prefillRatio: of((round) => prefillRate(round.long) / round.bench.prefill),
  decodeRatio: of((round) => decodeRate(round.short) / round.bench.decode),
  decodeAfterPromptRatio: of((round) => decodeRate(round.long) / round.bench.decodeAfterPrompt),
  /** The client's clock over the engine's: how far the app's own figures can be trusted. */
  clientToEngine: {
    ttft: of((round) => round.long.seen.ttftMs / (round.long.figures.ttftMs ?? Number.NaN)),
    decode: of((round) => round.short.seen.tokensPerSecond / decodeRate(round.short)),
  },
  workload: {
    prefillTokens: all((round) => round.long.figures.prefillTokens),
    reusedTokens: all((round) => round.long.figures.reusedTokens),
    decodeTokens: all((round) => round.short.figures.decodeTokens),
    sampling: { ...defaultSampling, seed, maxTokens: answerTokens },
  },
  tokensPerSecond: {
    llamaBench: {
      pp512: all((round) => round.bench.prefill),
      tg128: all((round) => round.bench.decode),
      tg128AtDepth512: all((round) => round.bench.decodeAfterPrompt),
    },
    app: {
      prefill: all((round) => prefillRate(round.long)),
      decode: all((round) => decodeRate(round.short)),
      decodeAfterPrompt: all((round) => decodeRate(round.long)),
    },
  },
  engine: app.loaded.engineBuild,
  threads: app.loaded.threads,
  machine: describeMachine(),
}
process.stdout.write(`${JSON.stringify(result)}\n`)
process.exitCode = result.prefillRatio >= wantedPrefillRatio && result.decodeRatio >= wantedDecodeRatio ? 0 : 1
