import type { ModelDetails } from '#contract/models.ts'
import type { StoredModel } from '../ports/model-repository.ts'
import { readModelDetails } from './model-details.ts'

/** All that a model's files say of it, with what is known of it beside. Reads the whole header. Faults: MODEL_FILE_…, MODEL_PARTS_MISSING. */
export async function libraryDetails(model: StoredModel, all: readonly StoredModel[]): Promise<ModelDetails> {
  const { header, parts, template, ...said } = await readModelDetails(model.path)
  return {
    ...said,
    modelId: model.id,
    originalName: model.originalName,
    notes: model.notes,
    source: model.source,
    // Each of them was read just now.
    files: parts.map(({ path, sizeBytes }) => ({ path, sizeBytes, isReachable: true })),
    template: template && { ...template, differsFrom: differing(model, template.sha256, all) },
  }
}

/** Other quantizations of the same model that have another template. */
function differing(model: StoredModel, sha256: string, all: readonly StoredModel[]) {
  return all
    .filter(({ id, ladderId }) => id !== model.id && ladderId === model.ladderId)
    .filter(({ header }) => header?.templateSha256 != null && header.templateSha256 !== sha256)
    .map(({ id, name, quantization }) => ({ modelId: id, name, quantization }))
}
