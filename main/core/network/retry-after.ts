const defaultS = 60
const limitS = 3600

/** Seconds that an answer asks for by its Retry-After: a number or a date. Capped; a minute where it does not say. */
export function retryAfterS(header: string | null, nowMs: number): number {
  const text = header?.trim() ?? ''
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - nowMs) / 1000
  return Number.isNaN(seconds) ? defaultS : Math.min(limitS, Math.max(1, Math.ceil(seconds)))
}
