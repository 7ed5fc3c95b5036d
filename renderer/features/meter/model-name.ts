import type { EnergyRow } from '#contract/meter.ts'

/** A row's name with its quantization: `Llama 3.1 8B Q4_K_M`; `gone` where it has no name any more. */
export const modelName = (row: Pick<EnergyRow, 'name' | 'quantization'> | undefined, gone: string): string =>
  row?.name ? [row.name, row.quantization].filter(Boolean).join(' ') : gone
