import type { PriceInForce } from '../../cost/pricing.ts'
import type { ChargedEnergy } from '../power-feed.ts'

/** A piece of time with its energy and the one price that was in force in it. */
export type MeteredPiece = {
  /** Of the monotonic clock. */
  fromMs: number
  toMs: number
  /** When it began, in milliseconds since the epoch. */
  atMs: number
  /** null where nothing was charged. */
  charged: ChargedEnergy | null
  price: PriceInForce
}
