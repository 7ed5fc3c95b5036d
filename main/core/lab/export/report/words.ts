import type { LabRun, LabRunState } from '#contract/lab/run.ts'
import type { LabAxis } from '#contract/lab/verdict.ts'

/** What an axis is called, with its unit. The report is English, as every file that it travels with. */
export const axisWords: Record<LabAxis, string> = {
  speed: 'Decode, tok/s',
  'prefill-speed': 'Prefill, tok/s',
  ttft: 'Time to first token, ms',
  'kl-divergence': 'KL divergence, nats a token',
  perplexity: 'Perplexity',
  memory: 'Memory, GiB',
  'file-size': 'File, GB',
  energy: 'Energy, J a token',
  cost: 'Cost of 1 M tokens',
}

export const stateWords: Record<LabRunState, string> = {
  running: 'still running',
  paused: 'paused: not all of it was measured',
  interrupted: 'interrupted: not all of it was measured',
  cancelled: 'cancelled: not all of it was measured',
  failed: 'failed: not all of it was measured',
  done: 'done',
}

export const provenanceWords = {
  'wall-metered': 'wall-metered',
  'device-counter': 'device counter',
  'device-sensor': 'device sensor',
  'vendor-model': 'vendor model',
  estimated: 'estimated',
} as const

/** How quality was measured, the reference said aloud where it is itself a quantization. */
export function qualitySentence({ qualitySetup }: LabRun): string | null {
  if (qualitySetup === null) return null
  const { reference, textName, contextTokens, method } = qualitySetup
  const isWhole = /^(F32|F16|BF16)$/.test(reference.quantization)
  const how = method === 'disk' ? 'its log-probabilities kept on the disk' : 'both models evaluated side by side'
  return `Quality against ${reference.quantization}${isWhole ? '' : ', not F16'}, over ${textName}, context ${contextTokens}, exact over the whole vocabulary, ${how}.`
}
