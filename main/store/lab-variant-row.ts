import { z } from 'zod'
import { problemSchema } from '#contract/errors.ts'
import { type LabParameters, labParametersSchema } from '#contract/lab/plan.ts'
import { type LabVariant, labModelSchema, labVariantSchema } from '#contract/lab/run.ts'
import { parseJson, toJson } from './json-column.ts'

/** A row of `lab_variants`, the run's key left out. */
export type LabVariantRow = {
  variant: number
  label: string
  model_name: string
  quantization: string
  setting: string
  model: string
  parameters: string
  problem: string | null
}

export function labVariantToRow({ label, model, parameters, problem }: LabVariant, variant: number): LabVariantRow {
  return {
    variant,
    label,
    model_name: model.name,
    quantization: model.quantization,
    setting: settingOf(parameters),
    model: JSON.stringify(model),
    parameters: JSON.stringify(parameters),
    problem: toJson(problem),
  }
}

/** The variants in order; null where one cannot be read, since all else refers to them by their place. */
export function labVariantsFromRows(rows: readonly LabVariantRow[]): LabVariant[] | null {
  const variants = rows.map((row) => ({
    label: row.label,
    model: parseJson(labModelSchema, row.model),
    parameters: parseJson(labParametersSchema, row.parameters),
    ...(row.problem !== null && { problem: parseJson(problemSchema, row.problem) ?? undefined }),
  }))
  return variantsSchema.safeParse(variants).data ?? null
}

const variantsSchema = z.array(labVariantSchema)

/** How a variant is run, by what is not llama-bench's default, such as ` · 4 threads · ngl 33`: rates of one setting make a trend. */
function settingOf(parameters: LabParameters): string {
  const { threads, gpuLayers, batchTokens, microBatchTokens, kvTypeK, kvTypeV, flashAttention } = parameters
  const parts = [
    ...(threads === null ? [] : [`${threads} threads`]),
    ...(gpuLayers === null || gpuLayers === 0 ? [] : [`ngl ${gpuLayers}`]),
    ...(batchTokens === 2048 ? [] : [`b ${batchTokens}`]),
    ...(microBatchTokens === 512 ? [] : [`ub ${microBatchTokens}`]),
    ...(kvTypeK === 'f16' ? [] : [`ctk ${kvTypeK}`]),
    ...(kvTypeV === 'f16' ? [] : [`ctv ${kvTypeV}`]),
    ...(flashAttention === 'auto' ? [] : [`fa ${flashAttention}`]),
  ]
  return parts.map((part) => ` · ${part}`).join('')
}
