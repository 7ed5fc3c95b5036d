import { z } from 'zod'
import { type LabParameters, labParametersSchema } from '#contract/lab/plan.ts'
import { type LabVariant, labModelSchema } from '#contract/lab/run.ts'
import { parseJson } from './json-column.ts'

/** A row of `lab_variants`, the run's key left out. */
export type LabVariantRow = {
  variant: number
  label: string
  model_name: string
  quantization: string
  setting: string
  model: string
  parameters: string
}

export function labVariantToRow({ label, model, parameters }: LabVariant, variant: number): LabVariantRow {
  return {
    variant,
    label,
    model_name: model.name,
    quantization: model.quantization,
    setting: settingOf(parameters),
    model: JSON.stringify(model),
    parameters: JSON.stringify(parameters),
  }
}

/** The variants in order; null where one cannot be read, since all else refers to them by their place. */
export function labVariantsFromRows(rows: readonly LabVariantRow[]): LabVariant[] | null {
  const variants = rows.map((row) => ({
    label: row.label,
    model: parseJson(labModelSchema, row.model),
    parameters: parseJson(labParametersSchema, row.parameters),
  }))
  return variantsSchema.safeParse(variants).data ?? null
}

const variantsSchema = z.array(z.object({ label: z.string(), model: labModelSchema, parameters: labParametersSchema }))

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
