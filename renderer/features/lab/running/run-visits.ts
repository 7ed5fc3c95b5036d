import type { LabProgress, LabRun, LabSample } from '#contract/lab/run.ts'

export type VisitState = 'done' | 'now' | 'to-come' | 'given-up'

/** One variant's turn in one block. */
export type RunVisit = { block: number; place: number; variant: number; state: VisitState }

type Standing = Pick<LabProgress, 'blockOrders' | 'block' | 'variant'>

/** Every turn of a run in the order in which they come. Done is what has a sample of each test; what failed comes no more. */
export function runVisits(
  { blockOrders, block: nowBlock, variant: nowVariant }: Standing,
  { variants, tests }: Pick<LabRun, 'variants' | 'tests'>,
  samples: readonly Pick<LabSample, 'block' | 'variant' | 'test'>[],
): RunVisit[] {
  const measured = new Map<string, Set<number>>()
  for (const { block, variant, test } of samples) {
    const key = `${block} ${variant}`
    const known = measured.get(key) ?? new Set<number>()
    measured.set(key, known.add(test))
  }
  return blockOrders.flatMap((order, block) =>
    order.map((variant, place): RunVisit => {
      const isDone = (measured.get(`${block} ${variant}`)?.size ?? 0) >= tests.length
      const isNow = block === nowBlock && variant === nowVariant
      const state = isDone ? 'done' : isNow ? 'now' : variants[variant]?.problem ? 'given-up' : 'to-come'
      return { block, place, variant, state }
    }),
  )
}
