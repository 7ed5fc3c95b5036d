import Papa from 'papaparse'
import type { LabRunWithSamples, LabSample } from '#contract/lab/run.ts'
import { testName } from '../test-name.ts'

/** For spreadsheets: one row a repetition, with its run, variant and test beside it. Units stand in the headings; what is unknown is empty. */
export function samplesCsv(runs: readonly LabRunWithSamples[]): string {
  const rows = runs.flatMap((run) => run.samples.map((sample) => rowOf(run, sample)))
  // A cell that begins like a formula is one to a spreadsheet, and names come from files.
  return `${Papa.unparse({ fields: Object.keys(columns), data: rows }, { newline: '\n', escapeFormulae: true })}\n`
}

type Cell = string | number | null
type Place = { run: LabRunWithSamples; sample: LabSample }

const columns: Record<string, (place: Place) => Cell> = {
  run_id: ({ run }) => run.id,
  run_name: ({ run }) => run.name,
  machine: ({ run }) => run.machineName,
  backend: ({ run }) => run.backend,
  engine_build: ({ run }) => run.engineBuild,
  variant: ({ run, sample }) => run.variants[sample.variant]?.label ?? null,
  model: ({ run, sample }) => run.variants[sample.variant]?.model.name ?? null,
  file_name: ({ run, sample }) => run.variants[sample.variant]?.model.fileName ?? null,
  quantization: ({ run, sample }) => run.variants[sample.variant]?.model.quantization ?? null,
  size_bytes: ({ run, sample }) => run.variants[sample.variant]?.model.sizeBytes ?? null,
  threads: ({ run, sample }) => run.variants[sample.variant]?.parameters.threads ?? null,
  gpu_layers: ({ run, sample }) => run.variants[sample.variant]?.parameters.gpuLayers ?? null,
  batch_tokens: ({ run, sample }) => run.variants[sample.variant]?.parameters.batchTokens ?? null,
  micro_batch_tokens: ({ run, sample }) => run.variants[sample.variant]?.parameters.microBatchTokens ?? null,
  kv_type_k: ({ run, sample }) => run.variants[sample.variant]?.parameters.kvTypeK ?? null,
  kv_type_v: ({ run, sample }) => run.variants[sample.variant]?.parameters.kvTypeV ?? null,
  flash_attention: ({ run, sample }) => run.variants[sample.variant]?.parameters.flashAttention ?? null,
  test: ({ run, sample }) => {
    const test = run.tests[sample.test]
    return test === undefined ? null : testName(test)
  },
  block: ({ sample }) => sample.block,
  order: ({ sample }) => sample.order,
  started_at: ({ sample }) => new Date(sample.startedAtMs).toISOString(),
  duration_ns: ({ sample }) => sample.durationNs,
  prompt_tokens: ({ sample }) => sample.promptTokens,
  generated_tokens: ({ sample }) => sample.generatedTokens,
  tokens_per_second: ({ sample }) => sample.tokensPerSecond,
  ttft_ms: ({ sample }) => sample.felt?.ttftMs ?? null,
  inter_token_p50_ms: ({ sample }) => sample.felt?.interTokenP50Ms ?? null,
  inter_token_p95_ms: ({ sample }) => sample.felt?.interTokenP95Ms ?? null,
  inter_token_p99_ms: ({ sample }) => sample.felt?.interTokenP99Ms ?? null,
  energy_low_j: ({ sample }) => sample.energy?.energyJ.low ?? null,
  energy_j: ({ sample }) => sample.energy?.energyJ.central ?? null,
  energy_high_j: ({ sample }) => sample.energy?.energyJ.high ?? null,
  net_energy_j: ({ sample }) => sample.energy?.netEnergyJ?.central ?? null,
  energy_provenance: ({ sample }) => sample.energy?.provenance ?? null,
  energy_is_too_short: ({ sample }) => (sample.energy === null ? null : String(sample.energy.isTooShort)),
  money: ({ sample }) => sample.energy?.money?.amount.central ?? null,
  currency: ({ sample }) => sample.energy?.money?.currency ?? null,
  temperature_c: ({ sample }) => sample.temperatureC,
  other_load: ({ sample }) => sample.otherLoad,
  flags: ({ sample }) => sample.flags.join(' '),
}

function rowOf(run: LabRunWithSamples, sample: LabSample): Cell[] {
  return Object.values(columns).map((cell) => cell({ run, sample }))
}
