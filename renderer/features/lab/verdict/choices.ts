import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { LabLimits } from '#contract/lab/plan.ts'
import type { LabRun } from '#contract/lab/run.ts'
import { usualLimits } from '#contract/lab/usual-limits.ts'
import type { LabAxes } from '#contract/lab/verdict.ts'

/** What the reader chose on the page of a run. It is kept while the window lives, so that one can go and come back. */
export type Choices = {
  limits: LabLimits
  axes: LabAxes
  /** The variant that others are compared with; null: the one that is recommended. */
  baseline: number | null
}

const store = createStore<Record<string, Choices>>(() => ({}))

function firstAxes({ quality, variants, tests }: LabRun): LabAxes {
  const tokenizers = new Set(variants.map(({ model }) => model.tokenizerHash))
  const hasDivergence = quality.some(({ against }) => against !== null)
  const hasPerplexity = quality.length > 1 && tokenizers.size === 1
  const isDecoded = tests.some((test) => test.kind === 'prompt' || test.promptTokens === 0)
  return {
    x: isDecoded ? 'speed' : 'prefill-speed',
    y: hasDivergence ? 'kl-divergence' : hasPerplexity ? 'perplexity' : 'file-size',
  }
}

/** What is chosen before the reader chose anything. */
export const firstChoices = (run: LabRun): Choices => ({
  limits: usualLimits(run),
  axes: firstAxes(run),
  baseline: null,
})

/** What is chosen for a run now. */
export const choicesOf = (run: LabRun): Choices => store.getState()[run.id] ?? firstChoicesOf(run)

/** Calls back on each choice, until the function that it gives is called. */
export const onChoices = (changed: () => void): (() => void) => store.subscribe(changed)

/** A part of what was chosen for a run; renders again only when that part changes. */
export const useChoices = <S>(run: LabRun, select: (choices: Choices) => S): S =>
  useStore(store, (all) => select(all[run.id] ?? firstChoicesOf(run)))

const firsts = new WeakMap<LabRun, Choices>()

/** The same object each time, so that nothing is drawn anew for it. */
function firstChoicesOf(run: LabRun): Choices {
  const known = firsts.get(run) ?? firstChoices(run)
  firsts.set(run, known)
  return known
}

export const changeChoices = (run: LabRun, change: Partial<Choices>): void =>
  store.setState((all) => ({ [run.id]: { ...(all[run.id] ?? firstChoicesOf(run)), ...change } }))
