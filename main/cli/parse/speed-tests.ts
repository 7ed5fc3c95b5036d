import { InvalidArgumentError } from 'commander'
import type { SpeedTest } from '#contract/lab/plan.ts'
import { numberList } from './number-list.ts'

/** What is timed, by llama-bench's letters; undefined: as the preset says. */
export type TestOptions = {
  nPrompt?: number[]
  nGen?: number[]
  pg?: [promptTokens: number, generatedTokens: number][]
  nDepth?: number[]
}

const llamaBench = { nPrompt: [512], nGen: [128], pg: [], nDepth: [0] }

/** Reads the pair of a `-pg`. Throws an InvalidArgumentError. */
export function promptAndGeneration(text: string, before: TestOptions['pg']): NonNullable<TestOptions['pg']> {
  const [promptTokens, generatedTokens, ...more] = numberList({ least: 1, most: 65_536 })(text, undefined)
  if (promptTokens === undefined || generatedTokens === undefined || more.length > 0) {
    throw new InvalidArgumentError('Two numbers such as 512,128 are needed.')
  }
  return [...(before ?? []), [promptTokens, generatedTokens]]
}

/** The tests in llama-bench's order. What was not named is as in llama-bench: pp512 and tg128; 0 leaves one out. null: nothing was asked for. */
export function speedTestsOf(options: TestOptions): SpeedTest[] | null {
  if ([options.nPrompt, options.nGen, options.pg, options.nDepth].every((given) => given === undefined)) return null
  const { nPrompt, nGen, pg, nDepth } = { ...llamaBench, ...options }
  return nDepth.flatMap((depthTokens) => [
    ...nPrompt.filter(Boolean).map((promptTokens) => ({ promptTokens, generatedTokens: 0, depthTokens })),
    ...nGen.filter(Boolean).map((generatedTokens) => ({ promptTokens: 0, generatedTokens, depthTokens })),
    ...pg.map(([promptTokens, generatedTokens]) => ({ promptTokens, generatedTokens, depthTokens })),
  ])
}
