import type { BackendId } from '#contract/hardware.ts'
import type { LabParameters } from '#contract/lab/plan.ts'
import type { LabLog } from './lab-log.ts'
import type { Llama } from './llama/open-llama.ts'

/** Parameters without a choice left to the engine. */
export type LabParametersInForce = LabParameters & { threads: number; gpuLayers: number }

/** The model that this process holds, from its load to its end. */
export type LabModel = {
  llama: Llama
  /** `struct llama_model *` and its `struct llama_vocab *`. */
  pointer: unknown
  vocabulary: unknown
  path: string
  backend: BackendId
  parameters: LabParametersInForce
  log: LabLog
}
