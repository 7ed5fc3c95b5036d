import { basename } from 'node:path/win32'
import type { BackendId } from '#contract/hardware.ts'
import type { LabModel } from '#contract/lab/run.ts'
import { quantizationFromName } from '../../library/gguf/quantization-of-name.ts'
import { ladderOf } from '../../library/ladder.ts'
import type { BenchRow } from './bench-row.ts'

/** What llama.cpp writes behind the model in `model_type`: `Q4_K - Medium`, `mostly Q4_0`, `all F32`. */
const describedQuantization = /\b((?:I?Q\d|TQ\d|MXFP4|BF16|F16|F32)\w*)(?: - (Small|Medium|Large))?/

/** A model as a row of llama-bench's tells it. */
export function benchModel(row: BenchRow): LabModel {
  const fileName = basename(row.model_filename)
  const architecture = row.model_type.split(' ')[0] ?? ''
  const { ladderId, ladderName } = ladderOf(
    {
      ...{ architecture, parameterCount: row.model_n_params },
      ...{ name: null, baseName: null, finetune: null, sizeLabel: null, organisation: null },
    },
    fileName,
  )
  return {
    modelId: null,
    name: ladderName,
    fileName,
    quantization: quantizationFromName(fileName) ?? quantizationFromType(row.model_type) ?? '?',
    description: row.model_type,
    architecture,
    ladderId,
    sizeBytes: row.model_size,
    tensorBytes: row.model_size,
    parameterCount: row.model_n_params,
    vocabularySize: 0,
    tokenizerHash: '',
    sha256: null,
    origin: null,
  }
}

function quantizationFromType(modelType: string): string | null {
  const [, type, size] = describedQuantization.exec(modelType) ?? []
  return type === undefined ? null : `${type}${size === undefined ? '' : `_${size.slice(0, 1)}`}`
}

const backendNames: [BackendId, RegExp][] = [
  ['cuda', /CUDA|ROCm|HIP|MUSA/i],
  ['metal', /Metal|MTL/i],
  ['vulkan', /Vulkan/i],
]

/** What the rows of a run were computed with, as llama-bench writes it and as Wattle calls it: AMD's is built of the code for CUDA. */
export function benchBackend({ backends, cuda, vulkan, metal }: BenchRow): { backend: BackendId; backends: string } {
  const isOn = (value: unknown) => value === true || value === '1' || value === 1
  const older = [
    ...(isOn(cuda) ? ['CUDA'] : []),
    ...(isOn(vulkan) ? ['Vulkan'] : []),
    ...(isOn(metal) ? ['Metal'] : []),
  ]
  const named = backends ?? (older.length === 0 ? 'CPU' : older.join(','))
  return { backend: backendNames.find(([, pattern]) => pattern.test(named))?.[0] ?? 'cpu', backends: named }
}
