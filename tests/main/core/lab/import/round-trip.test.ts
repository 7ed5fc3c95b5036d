import { expect, test } from 'vitest'
import type { LabExportFormat } from '#contract/lab/lab.ts'
import type { LabRunWithSamples } from '#contract/lab/run.ts'
import { LabExporter } from '../../../../../main/core/lab/export/lab-exporter.ts'
import { LabHistory } from '../../../../../main/core/lab/history/lab-history.ts'
import { testName } from '../../../../../main/core/lab/test-name.ts'
import { aLabRun, aLadderRun } from '../../../../support/lab-runs.ts'
import { tempStore } from '../../../../support/temp-store.ts'

/** Another machine's history, after it took over what this one's exported. */
async function tookOver(runs: readonly LabRunWithSamples[], format: LabExportFormat) {
  const here = historyOf(runs)
  const exporter = new LabExporter({ history: here, pathOf: () => null })
  const disclosure = { withMachineName: true, withPaths: false }
  const { fileName, text } = await exporter.export({ runIds: runs.map(({ id }) => id), format, ...disclosure })
  const there = historyOf([])
  return { there, imported: there.import(fileName, text) }
}

function historyOf(runs: readonly LabRunWithSamples[]): LabHistory {
  const repository = tempStore().lab
  repository.insertAll(runs)
  return new LabHistory({ repository, isPresent: () => false, now: () => 5000 })
}

// Catches: a field that the export leaves out or the import refuses.
test('a run comes to another machine whole by Wattle’s own file', async () => {
  const runs = [aLadderRun('small', { tags: ['desk'], notes: 'Quiet' }), aLabRun()]
  const { there, imported } = await tookOver(runs, 'json')
  expect(imported.map(({ id }) => id)).toEqual(runs.map(({ id }) => id))
  for (const run of runs) {
    const { samples, variants, quality, memory, tests, machine, tags, notes } = run
    expect(there.runWithSamples(run.id)).toMatchObject({
      ...{ samples, quality, memory, tests, machine, tags, notes, isImported: true },
      variants: variants.map(({ label, parameters }) => ({ label, parameters })),
    })
  }
})

test.each(['llama-bench-json', 'llama-bench-jsonl', 'llama-bench-csv'] as const)(
  'the rates of a run come to another machine by %s',
  async (format) => {
    const run = aLadderRun('small')
    const { there, imported } = await tookOver([run], format)
    expect(imported).toHaveLength(1)
    const read = there.runWithSamples(imported[0]?.id ?? '')
    expect(read.variantLabels).toEqual(run.variantLabels)
    expect(read.tests.map(testName)).toEqual(['pp512', 'tg128', 'tg128 @ d4096'])
    const meanOf = ({ samples }: LabRunWithSamples, variant: number, place: number) => {
      const rates = samples.flatMap((sample) =>
        sample.variant === variant && sample.test === place ? [sample.tokensPerSecond] : [],
      )
      return rates.reduce((sum, rate) => sum + rate, 0) / rates.length
    }
    for (const [variant] of run.variants.entries()) {
      for (const [place] of read.tests.entries()) {
        expect(meanOf(read, variant, place) / meanOf(run, variant, place)).toBeCloseTo(1, 4)
      }
    }
  },
)
