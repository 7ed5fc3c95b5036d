import type { Range } from '#contract/energy.ts'
import type { LabCell } from '#contract/lab/verdict.ts'

/** Three significant digits, without an exponent. */
export function figure(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value)
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))))
  return value.toFixed(Math.min(decimals, 8))
}

/** A bare figure where it was measured; a range of two significant digits where it was estimated. */
export function rangeText({ low, central, high }: Range, provenance: LabCell['provenance']): string {
  return provenance === 'estimated' ? `${two(low)}–${two(high)}` : figure(central)
}

function two(value: number): string {
  return value === 0
    ? '0'
    : figure(Number(value.toPrecision(2)))
        .replace(/(\.\d*?)0+$/, '$1')
        .replace(/\.$/, '')
}

/** Such as `515–523`. */
export function intervalText({ low, high }: { low: number; high: number }): string {
  return `${figure(low)}–${figure(high)}`
}

/** With its 95 % interval, where there is one. */
export function withInterval(value: number, interval: { low: number; high: number } | null): string {
  return interval === null ? figure(value) : `${figure(value)} (${intervalText(interval)})`
}
