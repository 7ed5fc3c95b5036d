import type { AnswerEnergy, PhaseEnergy, Range } from '#contract/energy.ts'
import type { Amortisation, CarbonFactor } from '#contract/tariff.ts'
import { amortisationFor } from '../../cost/amortisation.ts'
import { costOfEnergy } from '../../cost/energy-cost.ts'
import type { PowerFeed } from '../power-feed.ts'
import type { WallClock } from '../wall-clock.ts'
import type { AnswerAccount } from './answer-account.ts'
import type { EnergyAccount } from './energy-account.ts'
import { gapOf, isTooShort, moneyOf, netOf, shared, shareOf, withEdges } from './window-energy.ts'

type AnswerEnergyOptions = {
  feed: Pick<PowerFeed, 'edgeErrorJ'>
  clock: Pick<WallClock, 'toEpochMs'>
  amortisation: Amortisation | null
  /** The idle power of the same model by the same sources; null where it is not known. */
  idlePowerW: Range | null
}

/** What an answer took, when all of its time is charged; null where nothing was charged in any of it. */
export function answerEnergy(account: AnswerAccount, options: AnswerEnergyOptions): AnswerEnergy | null {
  const { feed, clock, amortisation, idlePowerW } = options
  const { whole, beganMs, startedAtMs, endedMs, decodingMs, parallelAnswers } = account
  const { provenance } = whole
  if (provenance === null || endedMs === null) return null
  const energyJ = withEdges(whole, feed.edgeErrorJ(beganMs, endedMs))
  return {
    startedAtMs,
    endedAtMs: Math.max(startedAtMs, Math.round(clock.toEpochMs(endedMs))),
    provenance,
    sources: whole.shares,
    leavesOut: whole.leavesOut,
    prefill: phaseOf(account.prefill, account.prefillTokens, beganMs, decodingMs ?? endedMs, feed),
    decode: phaseOf(account.decode, account.decodeTokens, decodingMs ?? endedMs, endedMs, feed),
    energyJ,
    netEnergyJ: idlePowerW && netOf(energyJ, idlePowerW, whole.ownMs),
    idlePowerW,
    gapMs: gapOf(whole),
    parallelAnswers,
    money: moneyOf(energyJ, whole),
    carbon: carbonOf(energyJ, whole),
    hardware: amortisationFor(amortisation, hardwareMs(account, endedMs)),
  }
}

function phaseOf(
  account: EnergyAccount,
  tokens: number,
  fromMs: number,
  toMs: number,
  feed: Pick<PowerFeed, 'edgeErrorJ'>,
): PhaseEnergy {
  const durationMs = Math.max(0, toMs - fromMs)
  // One token alone has no time of its own: it came with the prompt's last.
  if (!account.isMeasured) return { durationMs, tokens, energyJ: null, isTooShort: false }
  const edgesJ = feed.edgeErrorJ(fromMs, toMs)
  return {
    durationMs,
    tokens,
    energyJ: withEdges(account, edgesJ),
    isTooShort: isTooShort(account, durationMs, edgesJ),
  }
}

/** Where the factor changed on the way, it is the mean by energy, and its source that of the factor for most of it. */
function carbonOf(energyJ: Range, account: EnergyAccount): AnswerEnergy['carbon'] {
  const factors = shared(account.factors, account)
  const main = factors.toSorted((one, other) => other.share - one.share)[0]
  if (main === undefined) return null
  const ofAll = factors.reduce((sum, { rate, share }) => sum + rate.gramsPerKwh * share, 0)
  // Where a factor was set on the way, it says nothing of the energy before.
  return { grams: costOfEnergy(energyJ, ofAll), gramsPerKwh: ofAll / shareOf(factors), source: sourceOf(main.rate) }
}

function sourceOf({ source }: CarbonFactor): string {
  return source === null ? '' : `${source.publisher} ${source.period}, ${source.country}`
}

/** The answer's time; of a time that several answers shared, its part by energy. */
function hardwareMs({ whole, beganMs }: AnswerAccount, endedMs: number): number {
  return (endedMs - beganMs) * (whole.coveredMs > 0 ? whole.ownMs / whole.coveredMs : 1)
}
