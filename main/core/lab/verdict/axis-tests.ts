import type { LabTest } from '#contract/lab/run.ts'

/** The test that the decode speed is of: the first that generates alone, without a depth where there is one; else the first prompt. */
export function speedTestOf(tests: readonly LabTest[]): number | null {
  return (
    place(tests, (test) => isDecode(test) && test.kind === 'speed' && test.depthTokens === 0) ??
    place(tests, isDecode) ??
    place(tests, ({ kind }) => kind === 'prompt')
  )
}

/** The test that the prefill speed is of: the first that evaluates a prompt alone, without a depth where there is one. */
export function prefillTestOf(tests: readonly LabTest[]): number | null {
  const isPrefill = (test: LabTest) => test.kind === 'speed' && test.generatedTokens === 0
  return (
    place(tests, (test) => isPrefill(test) && test.kind === 'speed' && test.depthTokens === 0) ??
    place(tests, isPrefill)
  )
}

function isDecode(test: LabTest): boolean {
  return test.kind === 'speed' && test.promptTokens === 0
}

function place(tests: readonly LabTest[], fits: (test: LabTest) => boolean): number | null {
  const found = tests.findIndex(fits)
  return found < 0 ? null : found
}
