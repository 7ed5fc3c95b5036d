import { expect, test } from 'vitest'
import { labExportFormatSchema } from '#contract/lab/lab.ts'
import type { LabRunWithSamples } from '#contract/lab/run.ts'
import { LabExporter } from '../../../../../main/core/lab/export/lab-exporter.ts'
import { importRuns } from '../../../../../main/core/lab/import/import-runs.ts'
import { aLabRun, aLabVariant, aLadderRun } from '../../../../support/lab-runs.ts'

const secretPath = '/home/rosa/models/secret/SmolLM2-135M-Instruct-Q4_K_M.gguf'

function exporterOf(...runs: LabRunWithSamples[]) {
  const runWithSamples = (id: string) => {
    const run = runs.find((one) => one.id === id)
    if (run === undefined) throw new Error(`no run ${id}`)
    return run
  }
  return new LabExporter({ history: { runWithSamples }, pathOf: () => secretPath })
}

const closed = { withMachineName: false, withPaths: false }

/** A run in which each place that can hold a path or the machine's name does. */
function tellingRun(): LabRunWithSamples {
  const run = aLadderRun()
  const [first, ...others] = run.variants
  if (first === undefined) throw new Error('a ladder has variants')
  const problem = {
    code: 'MODEL_FILE_MISSING' as const,
    params: { fileName: 'C:\\Users\\rosa\\model.gguf' },
    detail: `${secretPath}: gone`,
  }
  return {
    ...run,
    machineName: 'rosas-laptop',
    machine: { ...run.machine, name: 'rosas-laptop' },
    plan: {
      ...run.plan,
      quality: {
        referenceModelId: null,
        textPath: '/home/rosa/diary.txt',
        contextTokens: 512,
        chunks: 4,
        diskBudgetBytes: 0,
      },
    },
    variants: [{ ...first, model: { ...first.model, fileName: secretPath }, problem }, ...others],
    problem,
  }
}

test.each(labExportFormatSchema.options)(
  'tells neither the machine’s name nor a path as %s, unless it is asked to',
  async (format) => {
    const { text } = await exporterOf(tellingRun()).export({ runIds: ['ladder-small'], format, ...closed })
    expect(text.length).toBeGreaterThan(100)
    expect(text).not.toContain('rosa')
    expect(text).not.toContain('secret')
  },
)

test('tells both where the user ticked them', async () => {
  const request = { runIds: ['ladder-small'], withMachineName: true, withPaths: true }
  const archive = await exporterOf(tellingRun()).export({ ...request, format: 'json' })
  expect(archive.text).toContain('rosas-laptop')
  expect(archive.text).toContain('/home/rosa/diary.txt')
  const bench = await exporterOf(tellingRun()).export({ ...request, format: 'llama-bench-json' })
  expect(bench.text).toContain(secretPath)
})

// What cannot be read back whole is no archive.
test('reads back as JSON what it wrote', async () => {
  const run = aLadderRun()
  const { text, fileName } = await exporterOf(run).export({
    runIds: [run.id],
    format: 'json',
    withMachineName: true,
    withPaths: false,
  })
  const [read] = importRuns(fileName, text, { now: () => 0 })
  expect(read?.samples).toEqual(run.samples)
  expect(read?.quality).toEqual(run.quality)
  expect(read?.variants.map(({ label }) => label)).toEqual(run.variants.map(({ label }) => label))
})

test('names the file after one run, and counts more of them', async () => {
  const hostile = { ...aLabRun(), id: 'hostile', name: '../../Étude <b>№ 1</b>\u202e' }
  const exporter = exporterOf(aLabRun(), hostile)
  const one = await exporter.export({ runIds: ['hostile'], format: 'csv', ...closed })
  expect(one.fileName).toMatch(/^wattle-etude-b-no-1-b-\d{4}-\d\d-\d\d\.csv$/)
  const two = await exporter.export({ runIds: ['run-1', 'hostile'], format: 'llama-bench-jsonl', ...closed })
  expect(two.fileName).toMatch(/^wattle-2-runs-[\d-]+\.llama-bench\.jsonl$/)
})

const hostileName = `<script>alert(1)</script><img src=x onerror=alert(2)> =1+1 | @everyone`

function hostileRun(): LabRunWithSamples {
  return {
    ...aLabRun({
      variants: [aLabVariant({}, { label: hostileName }), aLabVariant({ name: hostileName }, { label: '=cmd' })],
    }),
    name: hostileName,
    notes: hostileName,
  }
}

test('makes no tag of a name in the report, and lets nothing be fetched or run there', async () => {
  const { text } = await exporterOf(hostileRun()).export({ runIds: ['run-1'], format: 'html', ...closed })
  expect(text).not.toMatch(/<script|<img|onerror=alert\(2\)>/)
  expect(text).toContain('&lt;script&gt;')
  expect(text).toContain(`content="default-src &#39;none&#39;`)
  expect(text).not.toMatch(/<[a-z][^>]*\s(?:src|href)=/)
})

test('makes no tag, cell or mention of a name in the card, and no formula in the table', async () => {
  const card = await exporterOf(hostileRun()).export({ runIds: ['run-1'], format: 'markdown', ...closed })
  expect(card.text).not.toMatch(/(?<!\\)<script/)
  expect(card.text).not.toContain('@everyone')
  const csv = await exporterOf(hostileRun()).export({ runIds: ['run-1'], format: 'csv', ...closed })
  expect(csv.text).not.toMatch(/(^|,)"?=cmd/m)
})

test('says of a run that was cut short that it was, and of an empty one that nothing was measured', async () => {
  const cancelled = { ...aLabRun(), state: 'cancelled' as const }
  for (const format of ['html', 'markdown'] as const) {
    const partial = await exporterOf(cancelled).export({ runIds: ['run-1'], format, ...closed })
    expect(partial.text).toContain('cancelled: not all of it was measured')
    const empty = { ...cancelled, samples: [], quality: [] }
    const none = await exporterOf(empty).export({ runIds: ['run-1'], format, ...closed })
    expect(none.text).toContain('Nothing was measured.')
  }
})
