import type { Provenance } from '#contract/energy.ts'
import type { LabFlag, LabRunWithSamples, LabSample } from '#contract/lab/run.ts'
import {
  formatDuration,
  formatNumber,
  formatPercent,
  formatRate,
  formatTimeWithSeconds,
} from '../../../../i18n/format.ts'
import { formatEnergy } from '../../../../i18n/format-energy.ts'
import type { DataTable, DataValue } from '../../../../ui/chart/data-table.ts'
import { type PromptWords, testName } from '../test-name.ts'

export const sampleColumns = [
  'order',
  'block',
  'variant',
  'test',
  'time',
  'rate',
  'ttft',
  'energy',
  'source',
  'temperature',
  'otherLoad',
  'flags',
] as const

const textColumns: ReadonlySet<string> = new Set(['variant', 'test', 'source', 'flags'])

export type SampleWords = {
  column: (column: (typeof sampleColumns)[number]) => string
  prompt: PromptWords
  provenance: (provenance: Provenance) => string
  flag: (flag: LabFlag) => string
}

/** Energy with its unit; null where nothing was measured, or the window was too short to say it by itself. */
const energyText = ({ energy }: LabSample): string | null =>
  energy === null || energy.isTooShort ? null : formatEnergy(energy.energyJ, energy.provenance)

const known = (value: number | null | undefined, format: (value: number) => string): DataValue =>
  value == null ? null : format(value)

/** Every sample of a run in the order in which they were made, with what made it less trustworthy. */
export function samplesTable({ samples, variants, tests }: LabRunWithSamples, words: SampleWords): DataTable {
  return {
    columns: sampleColumns.map((column) => ({ name: words.column(column), isText: textColumns.has(column) })),
    rows: samples.map((sample) => {
      const test = tests[sample.test]
      return [
        formatNumber(sample.order + 1),
        formatNumber(sample.block + 1),
        variants[sample.variant]?.label ?? null,
        test ? testName(test, words.prompt) : null,
        formatTimeWithSeconds(sample.startedAtMs),
        formatRate(sample.tokensPerSecond),
        known(sample.felt?.ttftMs, formatDuration),
        energyText(sample),
        sample.energy === null ? null : words.provenance(sample.energy.provenance),
        known(sample.temperatureC, formatNumber),
        known(sample.otherLoad, formatPercent),
        sample.flags.map(words.flag).join(', '),
      ]
    }),
  }
}
