import type { GuideEntry } from '#contract/meter.ts'
import { Fault } from '../../core/fault.ts'
import type { Detection } from '../../core/ports/power-collector.ts'

/** A look that found no source, and what it would need. */
export function nothingFound(guide: GuideEntry[] = []): Detection {
  return { sources: [], locked: [], guide }
}

/** A look that failed: what was thrown stands in `params.detail`, as whoever threw it said it. */
export function nothingBecause({ params, ...entry }: Omit<GuideEntry, 'command'>, error: unknown): Detection {
  const fault = Fault.from(error)
  const detail = fault.detail ?? Object.values(fault.params).join(' ')
  return nothingFound([{ ...entry, params: { ...params, detail }, command: null }])
}
