import { median } from 'simple-statistics'
import { z } from 'zod'
import { type Range, rangeSchema } from '#contract/energy.ts'
import type { ModelInMemory } from '../../engine/engine-activity.ts'
import type { SettingsRepository } from '../../ports/settings-repository.ts'
import type { ChargedEnergy } from '../power-feed.ts'
import type { MeteredPiece } from './metered-piece.ts'

/** What an idle power was measured under. */
const conditionsSchema = z.object({ modelIds: z.array(z.string()), sourceIds: z.array(z.string()) })
type IdleConditions = z.infer<typeof conditionsSchema>

const rememberedSchema = z.array(conditionsSchema.extend({ powerW: rangeSchema }))

/** After an answer or a load the machine needs so long to come to rest. */
const restMs = 5000
/** So many seconds of rest tell the idle power. */
const leastSeconds = 30
/** The newest seconds that are looked at. */
const keptSeconds = 300
/** Conditions that are remembered over restarts, the newest. */
const mostRemembered = 40

/**
 * What the machine takes idle with models in memory: the median of the means of single seconds, so that another program which works for a
 * while does not count for more than the time that it works.
 */
export class IdleBaseline {
  readonly #memory: Pick<SettingsRepository, 'recall' | 'remember'>
  /** By the conditions' key, the newest last. */
  readonly #known = new Map<string, IdleConditions & { powerW: Range }>()
  /** The seconds of rest under the conditions of now. */
  #key = ''
  #seconds: Range[] = []
  /** The second that is not full. */
  #second = { low: 0, central: 0, high: 0, coveredMs: 0 }
  #restFromMs: number
  /** What is not remembered yet: it grows with each second, so that it is written when its rest is over. */
  #news: 'none' | 'growing' | 'over' = 'none'

  constructor(memory: Pick<SettingsRepository, 'recall' | 'remember'>, nowMs: number) {
    this.#memory = memory
    this.#restFromMs = nowMs + restMs
    for (const known of parse(memory.recall('idlePower'))) this.#known.set(keyOf(known), known)
  }

  /** Takes a piece of time in which nothing was done, and these models were in memory. */
  add({ fromMs, charged }: MeteredPiece, models: readonly ModelInMemory[]): void {
    if (charged === null || fromMs < this.#restFromMs || charged.coveredMs <= 0) return
    const conditions = conditionsOf(models, charged.shares)
    const key = keyOf(conditions)
    if (key !== this.#key) {
      this.#key = key
      this.#seconds = []
      this.#second = { low: 0, central: 0, high: 0, coveredMs: 0 }
    }
    if (!this.#gather(charged) || this.#seconds.length < leastSeconds) return
    this.#known.delete(key)
    this.#known.set(key, { ...conditions, powerW: medianOf(this.#seconds) })
    this.#news = 'growing'
  }

  /** The machine works, or has nothing in memory: rest begins some seconds after it. */
  noteBusy(atMs: number): void {
    this.#restFromMs = atMs + restMs
    this.#second = { low: 0, central: 0, high: 0, coveredMs: 0 }
    if (this.#news === 'growing') this.#news = 'over'
  }

  /** The idle power with these models in memory by these sources, in watts; null where it was not measured. */
  powerW(models: readonly ModelInMemory[], sources: readonly { sourceId: string }[]): Range | null {
    return this.#known.get(keyOf(conditionsOf(models, sources)))?.powerW ?? null
  }

  /** Remembers what is new, of rests that are over. Throws what the database throws. */
  save(): void {
    if (this.#news !== 'over') return
    const known = [...this.#known.values()].slice(-mostRemembered)
    this.#memory.remember('idlePower', JSON.stringify(known))
    this.#news = 'none'
  }

  /** True where a second is full. */
  #gather({ energyJ, coveredMs }: ChargedEnergy): boolean {
    this.#second.low += energyJ.low
    this.#second.central += energyJ.central
    this.#second.high += energyJ.high
    this.#second.coveredMs += coveredMs
    const seconds = Math.floor(this.#second.coveredMs / 1000)
    if (seconds < 1) return false
    const perSecond = 1000 / this.#second.coveredMs
    const { low, central, high } = this.#second
    const mean = { low: low * perSecond, central: central * perSecond, high: high * perSecond }
    // A slow source gives one mean for several seconds.
    for (let count = 0; count < Math.min(seconds, keptSeconds); count += 1) this.#seconds.push(mean)
    this.#seconds = this.#seconds.slice(-keptSeconds)
    this.#second = { low: 0, central: 0, high: 0, coveredMs: 0 }
    return true
  }
}

function conditionsOf(models: readonly ModelInMemory[], sources: readonly { sourceId: string }[]): IdleConditions {
  return {
    modelIds: models.map(({ modelId }) => modelId).sort(),
    sourceIds: sources.map(({ sourceId }) => sourceId).sort(),
  }
}

function keyOf({ modelIds, sourceIds }: IdleConditions): string {
  return JSON.stringify([modelIds, sourceIds])
}

function medianOf(means: readonly Range[]): Range {
  const of = (figure: keyof Range) => median(means.map((mean) => mean[figure]))
  return { low: of('low'), central: of('central'), high: of('high') }
}

/** What is broken is as if it never was: half a minute of rest measures it anew. */
function parse(text: string | null): z.infer<typeof rememberedSchema> {
  if (text === null) return []
  try {
    return rememberedSchema.parse(JSON.parse(text))
  } catch {
    return []
  }
}
