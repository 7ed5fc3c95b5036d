import type { LabLimits } from '#contract/lab/plan.ts'
import type { LabStanding } from '#contract/lab/verdict.ts'
import type { AxisFigures } from './axis-figures.ts'

type Broken = LabStanding['breaks'][number]

/** Which limits a variant breaks by its bare figures. What was not measured, or is in another currency, breaks none. */
export function brokenLimits(limits: LabLimits, figures: AxisFigures): Broken[] {
  const { leastTokensPerSecond, mostMemoryBytes, mostKlDivergence, mostJoulesPerToken, mostCost } = limits
  const isOver = (figure: number | undefined, most: number | null) =>
    figure !== undefined && most !== null && figure > most
  const speed = figures.speed?.value
  const cost = figures.cost?.kind === mostCost?.currency ? figures.cost?.value : undefined
  const broken: Record<Broken, boolean> = {
    speed: speed !== undefined && leastTokensPerSecond !== null && speed < leastTokensPerSecond,
    memory: isOver(figures.memory?.value, mostMemoryBytes),
    'kl-divergence': isOver(figures['kl-divergence']?.value, mostKlDivergence),
    energy: isOver(figures.energy?.value, mostJoulesPerToken),
    cost: isOver(cost, mostCost?.amount ?? null),
  }
  return brokenOrder.filter((limit) => broken[limit])
}

const brokenOrder: readonly Broken[] = ['speed', 'memory', 'kl-divergence', 'energy', 'cost']

/** Whether the user asks for anything but a preference. */
export function hasLimits({ prefer: _, ...limits }: LabLimits): boolean {
  return Object.values(limits).some((limit) => limit !== null)
}
