/** A field of `nvidia-smi --query-gpu` that holds watts. */
export type PowerField = 'power.draw.average' | 'power.draw.instant' | 'power.draw'

/**
 * The best first. `average` covers the whole second before it. `instant` and, on some drivers, `power.draw` look at 22 to 25 ms of each
 * 100 ms on an A100 or H100, so that three quarters of the time are never seen (Yang et al., arXiv 2312.02741): a sum of them is right only
 * where the load does not keep time with them. `average` is missing before Ampere and on the A100; `power.draw` is there always, and what it
 * means depends on the driver.
 */
const powerFields: readonly PowerField[] = ['power.draw.average', 'power.draw.instant', 'power.draw']

/** The second that `power.draw.average` looks back on, by nvidia-smi's own help. */
export const averageWindowMs = 1000

/** The fields of power that this driver's nvidia-smi knows, the best first, out of its `--help-query-gpu`. */
export function fieldsInHelp(help: string): PowerField[] {
  const known = new Set(help.match(/"[a-z0-9_.]+"/g))
  return powerFields.filter((field) => known.has(`"${field}"`))
}

/** What one card said: watts for each field that it has. */
export type SmiRow = { uuid: string; watts: Map<PowerField, number> }

/** Reads a line of `uuid,power…`. null for a line that is broken: a query's end, half a line, a message of the driver. */
export function parseSmiLine(line: string, fields: readonly PowerField[]): SmiRow | null {
  const [uuid = '', ...cells] = line.split(',').map((cell) => cell.trim())
  if (!/^GPU-[\w-]+$/.test(uuid) || cells.length !== fields.length) return null
  const watts = new Map<PowerField, number>()
  for (const [index, field] of fields.entries()) {
    const value = wattsOf(cells[index] ?? '')
    if (value !== null) watts.set(field, value)
  }
  return { uuid, watts }
}

/** `[N/A]`, `[Not Supported]`, `[Unknown Error]` and `[GPU requires reset]` are no numbers. No board takes 10 kW. */
function wattsOf(cell: string): number | null {
  if (!/^\d+(\.\d+)?$/.test(cell)) return null
  const watts = Number(cell)
  return watts < 10_000 ? watts : null
}
