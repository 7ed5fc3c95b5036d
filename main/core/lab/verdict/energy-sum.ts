import { leastDirect, type Money, type Provenance, type Range, scaleRange } from '#contract/energy.ts'
import type { LabEnergy, LabSample } from '#contract/lab/run.ts'

/** What the tokens of some repetitions took. */
export type EnergySum = {
  joulesPerToken: Range | null
  netJoulesPerToken: Range | null
  provenance: Provenance | null
  costPerMillion: Money | null
}

/** The part of a repetition's energy that its tokens are counted against. */
type Part = { energy: LabEnergy; energyJ: Range; tokens: number; share: number }

/**
 * Sums up energy over repetitions. A window that is too short for the meter by itself is wrong by chance to one side or the other: together such
 * errors grow as the root of their squares, so that enough short windows make one figure. It is given where its error is at most half of it,
 * which is the meter's own measure for one window.
 */
export function energySum(samples: readonly LabSample[]): EnergySum {
  const parts = samples.flatMap((sample) => decodeEnergy(sample) ?? [])
  const tokens = parts.reduce((sum, part) => sum + part.tokens, 0)
  const joules = sumOf(parts.map(({ energy, energyJ }) => [energy, energyJ]))
  if (joules === null || tokens === 0) {
    return { joulesPerToken: null, netJoulesPerToken: null, provenance: null, costPerMillion: null }
  }
  const nets = parts.flatMap(({ energy, share }) =>
    energy.netEnergyJ === null ? [] : [[energy, scaleRange(energy.netEnergyJ, share)] as const],
  )
  const net = nets.length === parts.length ? sumOf(nets) : null
  return {
    joulesPerToken: scaleRange(joules, 1 / tokens),
    netJoulesPerToken: net === null ? null : scaleRange(net, 1 / tokens),
    provenance: leastDirect(parts.map(({ energy }) => energy.provenance)),
    costPerMillion: costPerMillion(parts),
  }
}

/** What a repetition took for the tokens that it is counted against: all of a speed test, the decode of a prompt. null where nothing was measured, and
 * where a part of the window was not read. */
export function decodeEnergy({ energy, felt, promptTokens, generatedTokens }: LabSample): Part | null {
  if (energy === null || energy.gapMs > 0) return null
  if (felt === null) return { energy, energyJ: energy.energyJ, tokens: promptTokens + generatedTokens, share: 1 }
  if (felt.decodeEnergyJ === null || energy.energyJ.central <= 0) return null
  const share = felt.decodeEnergyJ.central / energy.energyJ.central
  return { energy, energyJ: felt.decodeEnergyJ, tokens: generatedTokens, share }
}

function sumOf(parts: readonly (readonly [LabEnergy, Range])[]): Range | null {
  if (parts.length === 0) return null
  const sum = { central: 0, below: 0, above: 0 }
  const short = { below: 0, above: 0 }
  for (const [{ isTooShort }, { low, central, high }] of parts) {
    sum.central += central
    if (isTooShort) {
      short.below += (central - low) ** 2
      short.above += (high - central) ** 2
    } else {
      sum.below += central - low
      sum.above += high - central
    }
  }
  const below = sum.below + Math.sqrt(short.below)
  const above = sum.above + Math.sqrt(short.above)
  const hasShort = parts.some(([{ isTooShort }]) => isTooShort)
  if (hasShort && Math.max(below, above) > sum.central / 2) return null
  return { low: sum.central - below, central: sum.central, high: sum.central + above }
}

/** null where a part has no price, and where they are in different currencies. */
function costPerMillion(parts: readonly Part[]): Money | null {
  const currency = parts[0]?.energy.money?.currency
  const tokens = parts.reduce((sum, part) => sum + part.tokens, 0)
  if (currency === undefined || parts.some(({ energy }) => energy.money?.currency !== currency)) return null
  const amount = sumOf(
    parts.flatMap(({ energy, share }) =>
      energy.money === null ? [] : [[energy, scaleRange(energy.money.amount, share)]],
    ),
  )
  return amount === null ? null : { currency, amount: scaleRange(amount, 1_000_000 / tokens) }
}
