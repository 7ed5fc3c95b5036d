import { Fault } from '../fault.ts'

/** The model where there is one. Faults: MODEL_NOT_FOUND. */
export function requiredModel<M>(model: M | null | undefined, id: string): M {
  if (model === null || model === undefined) throw new Fault('MODEL_NOT_FOUND', { params: { modelId: id } })
  return model
}
