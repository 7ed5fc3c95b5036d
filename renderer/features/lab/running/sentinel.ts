import type { LabSample, LabTest } from '#contract/lab/run.ts'

/** The variant that stands for the machine: the first, which each block runs like all others. */
export const sentinelVariant = 0

const isPlainDecode = (test: LabTest): boolean =>
  test.kind === 'speed' && test.promptTokens === 0 && test.depthTokens === 0

/** The test that a drift is looked for in, and that is shown first: what generates alone, else the first. */
export const sentinelTest = (tests: readonly LabTest[]): number => Math.max(0, tests.findIndex(isPlainDecode))

/** One block of the sentinel: its rate as a share of the first one's. */
export type SentinelBlock = { block: number; rate: number; share: number; temperatureC: number | null }

/** The sentinel's rate block by block. */
export function sentinelBlocks(samples: readonly LabSample[], tests: readonly LabTest[]): SentinelBlock[] {
  const test = sentinelTest(tests)
  const own = samples.filter((sample) => sample.variant === sentinelVariant && sample.test === test)
  const first = own[0]?.tokensPerSecond
  if (!first) return []
  return own.map(({ block, tokensPerSecond, temperatureC }) => ({
    block,
    rate: tokensPerSecond,
    share: tokensPerSecond / first - 1,
    temperatureC,
  }))
}
