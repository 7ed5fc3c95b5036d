const defaultS = 60
const limitS = 3600

/**
 * Seconds that an answer asks to wait: by its Retry-After (a number or a date), else by the window that is used up, which Hugging Face
 * tells as `RateLimit: "api";r=0;t=55`. Capped; a minute where it says neither.
 */
export function retryAfterS(header: (name: string) => string | null, nowMs: number): number {
  const asked = waitS(header('retry-after'), nowMs) ?? windowS(header('ratelimit'))
  return asked === null ? defaultS : Math.min(limitS, Math.max(1, Math.ceil(asked)))
}

function waitS(value: string | null, nowMs: number): number | null {
  const text = value?.trim() ?? ''
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - nowMs) / 1000
  return Number.isNaN(seconds) ? null : seconds
}

function windowS(value: string | null): number | null {
  const seconds = /;\s*t=(\d{1,6})\b/.exec(value ?? '')?.[1]
  return seconds === undefined ? null : Number(seconds)
}
