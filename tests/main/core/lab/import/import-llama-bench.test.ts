import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type LabRunWithSamples, labRunWithSamplesSchema } from '#contract/lab/run.ts'
import { importRuns } from '../../../../../main/core/lab/import/import-runs.ts'
import { testName } from '../../../../../main/core/lab/test-name.ts'
import { benchRow, importLines, reasonOf } from '../../../../support/import-rows.ts'

const outputs = join(import.meta.dirname, '../../../../support/llama-bench-outputs')
const output = (format: string) => readFileSync(join(outputs, `example.${format}.txt`), 'utf8')
const importText = (text: string, fileName = 'bench.out') => importRuns(fileName, text, { now: () => 5000 })

function onlyRun(runs: readonly LabRunWithSamples[]): LabRunWithSamples {
  expect(runs).toHaveLength(1)
  const [run] = runs
  if (run === undefined) throw new Error('Nothing was read')
  expect(labRunWithSamplesSchema.parse(run)).toEqual(run)
  return run
}

// Catches: a field of llama-bench's own three formats that is read wrongly, or left out.
test.each(['json', 'jsonl', 'csv'])('llama-bench’s own %s becomes a run', (format) => {
  const run = onlyRun(importText(output(format)))
  expect(run).toMatchObject({
    name: 'Qwen2.5 7B Instruct',
    state: 'done',
    isImported: true,
    importedFrom: 'llama-bench',
    variantLabels: ['Q4_K_M'],
    machine: { name: 'AMD Ryzen 7 7800X3D 8-Core Processor', gpuNames: ['NVIDIA GeForce RTX 4080'] },
    environment: { buildCommit: '8cf427ff', buildNumber: 5163, backend: 'cuda', backends: 'CUDA' },
    variants: [
      {
        model: {
          modelId: null,
          fileName: 'Qwen2.5-7B-Instruct-Q4_K_M.gguf',
          quantization: 'Q4_K_M',
          description: 'qwen2 7B Q4_K - Medium',
          architecture: 'qwen2',
          tensorBytes: 4_677_120_000,
          parameterCount: 7_615_616_512,
        },
        parameters: { batchTokens: 2048, microBatchTokens: 512, threads: 8, gpuLayers: null, flashAttention: 'auto' },
      },
    ],
  })
  expect(run.tests.map(testName)).toEqual(['pp512', 'tg128'])
})

test('each repetition is a sample, with the rate that llama-bench computes', () => {
  const run = onlyRun(importText(output('jsonl')))
  expect(run.samples).toHaveLength(10)
  expect(run.samples.map(({ block }) => block)).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 3, 4])
  expect(run.samples[0]).toMatchObject({ durationNs: 71_551_000, promptTokens: 512, generatedTokens: 0, test: 0 })
  expect(run.samples[0]?.tokensPerSecond).toBeCloseTo(7155.74, 2)
  expect(run.samples[5]?.tokensPerSecond).toBeCloseTo(120.038, 3)
  expect(run.startedAtMs).toBe(Date.parse('2025-04-24T11:59:33Z'))
  expect(run.notes).toBe('')
})

// Catches: repetitions that are made up of a mean and a deviation, and a deviation that is lost.
test('where the file has means alone, each is one sample, and the deviations stand in the notes', () => {
  const run = onlyRun(importText(output('csv')))
  expect(run.samples.map(({ tokensPerSecond }) => tokensPerSecond)).toEqual([7285.676949, 119.915244])
  expect(run.notes).toBe('Q4_K_M · pp512: 7285.68 ± 100.06 tok/s\nQ4_K_M · tg128: 119.92 ± 0.43 tok/s')
  expect(run.hasNotes).toBe(true)
})

test('rates alone, and a mean of the time alone, are enough', () => {
  const rates = onlyRun(importLines([benchRow({ samples_ns: undefined, samples_ts: [64, 128] })]))
  expect(rates.samples.map(({ durationNs }) => durationNs)).toEqual([2_000_000_000, 1_000_000_000])
  const mean = onlyRun(importLines([benchRow({ samples_ns: [], samples_ts: [], avg_ts: undefined, avg_ns: 2e9 })]))
  expect(mean.samples).toMatchObject([{ durationNs: 2e9, tokensPerSecond: 64 }])
})

// Catches: files of releases before `backends`, `n_depth` and numbers for flash attention, and those after what is known.
test.each([
  [
    'an older release',
    { backends: undefined, cuda: true, n_depth: undefined, flash_attn: false, f16_kv: true, blas: true },
    'off',
  ],
  [
    'a newer release',
    { backends: 'CUDA,RPC', flash_attn: 1, n_warp_speed: 9, use_mmap: undefined, load_mode: 'mmap' },
    'on',
  ],
  [
    'one with few fields',
    {
      n_threads: undefined,
      n_batch: undefined,
      flash_attn: undefined,
      cpu_info: undefined,
      cuda: 1,
      backends: undefined,
    },
    'off',
  ],
])('rows are read of %s', (_, changes, flashAttention) => {
  const run = onlyRun(importLines([benchRow(changes)]))
  expect(run).toMatchObject({ environment: { backend: 'cuda' }, variants: [{ parameters: { flashAttention } }] })
})

test.each([
  ['CPU', 'cpu'],
  ['ROCm', 'cuda'],
  ['Metal,BLAS', 'metal'],
  ['Vulkan', 'vulkan'],
  ['SYCL', 'cpu'],
])('%s is told from the backends', (backends, backend) => {
  expect(onlyRun(importLines([benchRow({ backends })])).environment).toMatchObject({ backend, backends })
})

test('the quantization is told by the name, else by the type', () => {
  const quantizationOf = (model_filename: string, model_type: string) =>
    onlyRun(importLines([benchRow({ model_filename, model_type })])).variants[0]?.model.quantization
  expect(quantizationOf('C:\\models\\a-Q6_K.gguf', 'llama 7B Q4_0')).toBe('Q6_K')
  expect(quantizationOf('/models/ggml-model.gguf', 'llama 135M Q4_K - Medium')).toBe('Q4_K_M')
  expect(quantizationOf('ggml-model.gguf', 'llama 7B mostly Q4_0')).toBe('Q4_0')
  expect(quantizationOf('ggml-model.gguf', 'llama ?B')).toBe('?')
})

// Catches: variants that are taken for one, rows of two machines in one run, and the same row counted twice.
test('rows are put together into runs of one build, machine and time, and variants by all of their settings', () => {
  const time = (hour: number) => `2026-01-01T0${hour}:00:00Z`
  const runs = importLines([
    benchRow({ test_time: time(1) }),
    benchRow({ test_time: time(1) }),
    benchRow({ test_time: time(1), n_threads: 4 }),
    benchRow({ test_time: time(1), n_prompt: 512, n_gen: 0 }),
    benchRow({ test_time: time(1), cpu_info: 'Another' }),
    benchRow({ test_time: time(1), n_cpu_moe: 3 }),
    benchRow({ test_time: time(1), model_filename: 'm-Q8_0.gguf' }),
    benchRow({ test_time: time(1), samples_ns: [3e9] }),
    benchRow({ test_time: time(5) }),
    benchRow({ test_time: time(5), build_number: 7000 }),
  ])
  expect(runs.map(({ variantLabels }) => variantLabels)).toEqual([
    ['Q4_K_M · t6 · n_cpu_moe 0', 'Q4_K_M · t4 · n_cpu_moe 0', 'Q4_K_M · t6 · n_cpu_moe 3', 'Q8_0 · t6 · n_cpu_moe 0'],
    ['Q4_K_M'],
    ['Q4_K_M'],
    ['Q4_K_M'],
  ])
  expect(runs[0]?.tests.map(testName)).toEqual(['tg128', 'pp512'])
  const first = runs[0]?.samples.filter(({ variant, test: place }) => variant === 0 && place === 0)
  expect(first?.map(({ block, durationNs }) => [block, durationNs])).toEqual([
    [0, 1e9],
    [1, 2e9],
    [2, 3e9],
  ])
  for (const run of runs) expect(labRunWithSamplesSchema.parse(run)).toEqual(run)
  expect(new Set(runs.map(({ id }) => id)).size).toBe(4)
})

// Catches: an id or a run that depends on when it is read, so that an import is doubled.
test('the same rows are the same run; without a time it is of now', () => {
  const rows = [benchRow({ test_time: undefined }), benchRow({ test_time: undefined, n_gen: 64 })]
  const [one] = importLines(rows)
  const [other] = importRuns('other.jsonl', rows.map((row) => JSON.stringify(row)).join('\n\n'), { now: () => 9000 })
  expect(other?.id).toBe(one?.id)
  expect([one?.startedAtMs, other?.startedAtMs]).toEqual([5000, 9000])
  expect(importLines([benchRow({ n_gen: 65 })])[0]?.id).not.toBe(one?.id)
})

// Catches: what Windows makes of `llama-bench -o jsonl > file`, read as UTF-8.
test('what PowerShell writes is read', () => {
  const bytes = Buffer.from(`\uFEFF${output('jsonl').replaceAll('\n', '\r\n')}`, 'utf16le')
  expect(importText(bytes.toString('utf8'))).toEqual(importText(output('jsonl')))
})

test('CSV is read with a byte order mark, quotes, line ends in cells and either line end', () => {
  const csv = (lineEnd: string) =>
    [
      'model_filename,n_prompt,n_gen,avg_ts,cpu_info,unknown,__proto__',
      '"a, ""b""\nc-Q8_0.gguf",0,128,100,"=HYPERLINK(""x"")",1,2',
      '',
    ].join(lineEnd)
  for (const text of [csv('\n'), `\uFEFF${csv('\r\n')}`]) {
    const run = onlyRun(importText(text))
    expect(run.variants[0]?.model).toMatchObject({ fileName: 'a, "b"\nc-Q8_0.gguf', quantization: 'Q8_0' })
    expect(run.machineName).toBe('=HYPERLINK("x")')
    expect(run.samples).toHaveLength(1)
  }
})

const header = 'model_filename,n_prompt,n_gen,avg_ts'

// Catches: each kind of wrong file that is taken for a right one, or refused without saying where.
test.each<[what: string, text: string, reason: string, line: number]>([
  ['nothing', '', 'empty', 1],
  ['blank lines', '\n \n\t', 'empty', 1],
  ['a web page', '\n<!doctype html><html></html>', 'html', 1],
  ['llama-bench’s SQL', output('sql'), 'sql', 1],
  ['another SQL', 'insert into llama_bench values (1)', 'sql', 1],
  ['llama-bench’s Markdown', output('md'), 'markdown', 1],
  ['a database', 'SQLite format 3\0', 'unknown-format', 1],
  ['prose', 'Hello, world', 'unknown-format', 1],
  ['another CSV', 'a,b\n1,2', 'unknown-format', 1],
  ['another JSON', '{"a": 1}', 'unknown-format', 1],
  ['a list of nothing', '[]', 'unknown-format', 1],
  ['a list of numbers', '[1, 2]', 'unknown-format', 1],
  ['test-backend-ops', '[{"test_time": "", "op_name": "ADD"}]', 'unknown-format', 1],
  ['null', '[null]', 'unknown-format', 1],
  ['broken JSON', '[\n{"n_prompt": 1,\n]', 'broken-json', 3],
  ['JSON that ends early', '[{"n_prompt": 1', 'broken-json', 1],
  ['a broken line', `${JSON.stringify(benchRow())}\n{"n_prompt`, 'broken-json', 2],
  ['JSON with nan', '{"n_prompt": nan}', 'broken-json', 1],
  ['deep JSON', `[\n${'['.repeat(100_000)}`, 'too-deep', 2],
  ['deep objects', `${'{"a":'.repeat(100_000)}1`, 'too-deep', 1],
  ['a quote that is never closed', `${header}\n"a,1,2,3`, 'broken-csv', 2],
  ['a row that ends early', `${header}\na,0,128,100\na,0`, 'broken-csv', 3],
  ['a row with too much', `${header}\na,0,128,100,7`, 'broken-csv', 2],
  ['a formula for a number', `${header}\n"x\ny",0,128,100\na,0,=64+64,100`, 'bad-value', 4],
  ['a mean that is no number', `${header}\na,0,128,nan`, 'bad-value', 2],
  ['an infinite mean', `${header}\na,0,128,inf`, 'bad-value', 2],
  ['a missing number', `${header}\na,0,,100`, 'missing-field', 2],
  ['no time', `${header}\na,0,128,`, 'missing-field', 2],
  ['a header alone', header, 'unknown-format', 1],
])('%s is refused', (_, text, reason, line) => {
  expect(reasonOf(() => importText(text, 'f'))).toEqual({ fileName: 'f', reason, line })
})

test.each<[what: string, changes: object, reason: string]>([
  ['a negative count', { n_prompt: -1 }, 'bad-value'],
  ['a negative time', { samples_ns: [-5] }, 'bad-value'],
  ['a time of nothing', { samples_ns: [0] }, 'bad-value'],
  ['a time without end', { samples_ns: [1e300] }, 'bad-value'],
  ['a rate beyond belief', { samples_ns: [], samples_ts: [1e13] }, 'bad-value'],
  ['half a token', { n_gen: 0.5 }, 'bad-value'],
  ['no tokens', { n_prompt: 0, n_gen: 0 }, 'bad-value'],
  ['a list for a number', { n_gen: [128] }, 'bad-value'],
  ['an object for a name', { model_filename: { __proto__: null } }, 'bad-value'],
  ['no name', { model_filename: undefined }, 'missing-field'],
  ['no times', { samples_ns: undefined, avg_ns: undefined, avg_ts: undefined, samples_ts: undefined }, 'missing-field'],
  ['an unknown cache', { type_k: 'q9_9' }, 'bad-value'],
  ['an unknown flash attention', { flash_attn: 7 }, 'bad-value'],
  ['a key of every object', { flash_attn: 'constructor' }, 'bad-value'],
  ['a time before all', { test_time: '0001-01-01T00:00:00Z' }, 'bad-value'],
  ['a time that is none', { test_time: 'yesterday' }, 'bad-value'],
  ['rates that contradict the times', { samples_ns: [1e9], samples_ts: [99] }, 'inconsistent'],
  ['rates of other repetitions', { samples_ns: [1e9], samples_ts: [128, 128] }, 'inconsistent'],
  ['a name without end', { model_filename: 'x'.repeat(200_000) }, 'too-many'],
  ['a list without end', { samples_ns: Array.from({ length: 100_001 }, () => 1e9) }, 'too-many'],
  ['many keys', Object.fromEntries(Array.from({ length: 1001 }, (_, key) => [`k${key}`, key])), 'too-many'],
])('a row with %s is refused, with its line', (_, changes, reason) => {
  const rows = [benchRow(), benchRow(changes)]
  expect(reasonOf(() => importLines(rows))).toMatchObject({ reason, line: 2 })
  const list = `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`
  expect(reasonOf(() => importText(list))).toMatchObject({ reason, line: 3 })
})

test('too many rows, parts and characters are refused before they are parsed', () => {
  const row = JSON.stringify({})
  const many = `${JSON.stringify(benchRow())}\n${`${row}\n`.repeat(20_000)}`
  expect(reasonOf(() => importText(many))).toMatchObject({ reason: 'too-many' })
  expect(reasonOf(() => importText(`{}\n${'\n'.repeat(200_000)}{}`))).toMatchObject({ reason: 'too-many' })
  expect(reasonOf(() => importText(`${header}\n${'\n'.repeat(60_000)}`))).toMatchObject({ reason: 'too-many' })
  expect(reasonOf(() => importText(`[${'{},'.repeat(1_000_001)}{}]`))).toMatchObject({ reason: 'too-many' })
  expect(reasonOf(() => importText(`[${'1,'.repeat(10_000_001)}1]`))).toMatchObject({ reason: 'too-many' })
  expect(reasonOf(() => importText('['.repeat(32 * 1024 * 1024 + 1)))).toMatchObject({ reason: 'too-large' })
})

// Catches: any text that ends in something else than runs or a refusal that names a line.
test('any text, and any change of a right one, gives whole runs or a refusal', () => {
  const texts = ['json', 'jsonl', 'csv'].map(output)
  const changed = fc
    .tuple(fc.constantFrom(...texts), fc.nat(), fc.nat({ max: 40 }), fc.string({ unit: 'binary', maxLength: 10 }))
    .map(([text, place, length, put]) => {
      const at = place % text.length
      return text.slice(0, at) + put + text.slice(at + length)
    })
  fc.assert(
    fc.property(fc.oneof(changed, fc.json(), fc.string()), (text) => {
      try {
        for (const run of importText(text)) expect(labRunWithSamplesSchema.parse(run)).toEqual(run)
      } catch (error) {
        expect(error).toMatchObject({ code: 'LAB_IMPORT_REFUSED', params: { line: expect.any(Number) } })
      }
    }),
    { numRuns: 500 },
  )
})
