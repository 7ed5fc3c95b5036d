import type { LabRunWithSamples } from '#contract/lab/run.ts'
import { Fault } from '../../main/core/fault.ts'
import { importRuns } from '../../main/core/lab/import/import-runs.ts'

/** A row of llama-bench's JSON, of the pinned release: two repetitions of tg128 at 128 and 64 tokens a second. */
export function benchRow(changes: object = {}): object {
  return {
    ...{ build_commit: '8f1a2b3', build_number: 6510, cpu_info: 'AMD Ryzen 5 7600', gpu_info: '', backends: 'CPU' },
    ...{ model_filename: 'models/SmolLM2-135M-Instruct-Q4_K_M.gguf', model_type: 'llama 135M Q4_K - Medium' },
    ...{ model_size: 103_668_000, model_n_params: 134_515_008, n_batch: 2048, n_ubatch: 512, n_threads: 6 },
    ...{ cpu_mask: '0x0', cpu_strict: false, poll: 50, type_k: 'f16', type_v: 'f16', n_gpu_layers: -1, n_cpu_moe: 0 },
    ...{
      split_mode: 'layer',
      main_gpu: 0,
      no_kv_offload: false,
      flash_attn: -1,
      devices: 'auto',
      tensor_split: '0.00',
    },
    ...{ tensor_buft_overrides: 'none', load_mode: 'mmap', lazy_mode: 'off', embeddings: false, no_op_offload: 0 },
    ...{ no_host: false, fit_target: 0, fit_min_ctx: 0, n_prompt: 0, n_gen: 128, n_depth: 0 },
    ...{
      test_time: '2026-01-01T10:00:00Z',
      avg_ns: 1_500_000_000,
      stddev_ns: 707_106_781,
      avg_ts: 96,
      stddev_ts: 45.25,
    },
    ...{ samples_ns: [1_000_000_000, 2_000_000_000], samples_ts: undefined },
    ...changes,
  }
}

/** Imports rows as JSON lines. */
export function importLines(rows: readonly object[]): LabRunWithSamples[] {
  return importRuns('bench.jsonl', rows.map((row) => JSON.stringify(row)).join('\n'), { now: () => 5000 })
}

/** The values of a refusal's words. */
export function reasonOf(importing: () => unknown): Fault['params'] {
  try {
    importing()
  } catch (error) {
    if (error instanceof Fault && error.code === 'LAB_IMPORT_REFUSED') return error.params
    throw error
  }
  throw new Error('It was not refused.')
}
