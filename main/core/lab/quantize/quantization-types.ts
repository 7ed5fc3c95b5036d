import type { QuantizationType } from '#contract/lab/quantize.ts'

/** What is known of a type before a file of it is made. */
export type TypeFacts = {
  /** What most of its tensors are. */
  tensorType: string
  /** Of a large model's matrices on the average, the mixture included; llama.cpp's own figures for Llama 3.1 8B. */
  bitsPerWeight: number
  /** llama.cpp refuses to make it without an importance matrix, or at least some of its tensors. */
  needsImportanceMatrix: boolean
}

const rows = [
  ['F32', 'F32', 32],
  ['BF16', 'BF16', 16],
  ['F16', 'F16', 16],
  ['Q8_0', 'Q8_0', 8.5],
  ['Q6_K', 'Q6_K', 6.5625],
  ['Q5_1', 'Q5_1', 6],
  ['Q5_K_M', 'Q5_K', 5.7],
  ['Q5_K_S', 'Q5_K', 5.57],
  ['Q5_0', 'Q5_0', 5.5],
  ['Q4_1', 'Q4_1', 5],
  ['Q4_K_M', 'Q4_K', 4.89],
  ['Q4_K_S', 'Q4_K', 4.67],
  ['IQ4_NL', 'IQ4_NL', 4.68],
  ['IQ4_XS', 'IQ4_XS', 4.46],
  ['Q4_0', 'Q4_0', 4.5],
  ['MXFP4_MOE', 'MXFP4', 4.25],
  ['Q3_K_L', 'Q3_K', 4.3],
  ['Q3_K_M', 'Q3_K', 4],
  ['IQ3_M', 'IQ3_S', 3.76],
  ['IQ3_S', 'IQ3_S', 3.66],
  ['Q3_K_S', 'Q3_K', 3.64],
  ['IQ3_XS', 'IQ3_S', 3.5],
  ['IQ3_XXS', 'IQ3_XXS', 3.25],
  ['Q2_K', 'Q2_K', 3.16],
  ['Q2_K_S', 'Q2_K', 2.97],
  ['IQ2_M', 'IQ2_S', 2.93],
  ['IQ2_S', 'IQ2_XS', 2.74],
  ['IQ2_XS', 'IQ2_XS', 2.59],
  ['IQ2_XXS', 'IQ2_XXS', 2.38],
  ['TQ2_0', 'TQ2_0', 2.06],
  ['TQ1_0', 'TQ1_0', 1.69],
  ['IQ1_M', 'IQ1_M', 2.15],
  ['IQ1_S', 'IQ1_S', 2],
] as const satisfies (readonly [QuantizationType, string, number])[]

/** Of these some tensors are of a type that is garbage without a matrix (`tensor_requires_imatrix`). */
const matrixTypes = new Set<QuantizationType>([
  'IQ3_XS',
  'IQ3_XXS',
  'Q2_K_S',
  'IQ2_M',
  'IQ2_S',
  'IQ2_XS',
  'IQ2_XXS',
  'IQ1_M',
  'IQ1_S',
])

const facts: ReadonlyMap<QuantizationType, TypeFacts> = new Map(
  rows.map(([type, tensorType, bitsPerWeight]) => [
    type,
    { tensorType, bitsPerWeight, needsImportanceMatrix: matrixTypes.has(type) },
  ]),
)

export function factsOfType(type: QuantizationType): TypeFacts {
  const known = facts.get(type)
  if (known === undefined) throw new Error(`No facts of the type ${type}`)
  return known
}

/** Tensors of these types lose what a quantization loses. */
export function isQuantizedTensorType(tensorType: string): boolean {
  return !/^(?:B?F16|F32|F64|I\d+)$/.test(tensorType)
}
