/** The names that `general.file_type` stands for, and the tensor type that such a file has in any case (`enum llama_ftype`). */
export const fileTypes: ReadonlyMap<number, readonly [name: string, ...tensorTypes: string[]]> = new Map([
  [0, ['F32', 'F32']],
  [1, ['F16', 'F16']],
  [2, ['Q4_0', 'Q4_0']],
  [3, ['Q4_1', 'Q4_1']],
  [7, ['Q8_0', 'Q8_0']],
  [8, ['Q5_0', 'Q5_0']],
  [9, ['Q5_1', 'Q5_1']],
  [10, ['Q2_K', 'Q2_K']],
  [11, ['Q3_K_S', 'Q3_K']],
  [12, ['Q3_K_M', 'Q3_K']],
  [13, ['Q3_K_L', 'Q3_K']],
  [14, ['Q4_K_S', 'Q4_K']],
  [15, ['Q4_K_M', 'Q4_K']],
  [16, ['Q5_K_S', 'Q5_K']],
  [17, ['Q5_K_M', 'Q5_K']],
  [18, ['Q6_K', 'Q6_K']],
  [19, ['IQ2_XXS', 'IQ2_XXS']],
  [20, ['IQ2_XS', 'IQ2_XS']],
  [21, ['Q2_K_S', 'Q2_K']],
  [22, ['IQ3_XS', 'IQ3_S', 'IQ3_XXS']],
  [23, ['IQ3_XXS', 'IQ3_XXS']],
  [24, ['IQ1_S', 'IQ1_S']],
  [25, ['IQ4_NL', 'IQ4_NL']],
  [26, ['IQ3_S', 'IQ3_S']],
  [27, ['IQ3_M', 'IQ3_S']],
  [28, ['IQ2_S', 'IQ2_XS', 'IQ2_S']],
  [29, ['IQ2_M', 'IQ2_S']],
  [30, ['IQ4_XS', 'IQ4_XS']],
  [31, ['IQ1_M', 'IQ1_M']],
  [32, ['BF16', 'BF16']],
  [36, ['TQ1_0', 'TQ1_0']],
  [37, ['TQ2_0', 'TQ2_0']],
  [38, ['MXFP4', 'MXFP4']],
  [39, ['NVFP4', 'NVFP4']],
  [40, ['Q1_0', 'Q1_0']],
  [41, ['Q2_0', 'Q2_0']],
])

/** What llama.cpp takes for rows that are no multiple of 256 (`tensor_type_fallback`): a small model may have none of the type itself. */
const fallbackTypes: ReadonlyMap<string, string> = new Map([
  ['Q2_K', 'Q4_0'],
  ['Q3_K', 'Q4_0'],
  ['TQ1_0', 'Q4_0'],
  ['TQ2_0', 'Q4_0'],
  ['Q4_K', 'Q5_0'],
  ['Q5_K', 'Q5_1'],
  ['Q6_K', 'Q8_0'],
  ['IQ1_S', 'IQ4_NL'],
  ['IQ1_M', 'IQ4_NL'],
  ['IQ2_XXS', 'IQ4_NL'],
  ['IQ2_XS', 'IQ4_NL'],
  ['IQ2_S', 'IQ4_NL'],
  ['IQ3_XXS', 'IQ4_NL'],
  ['IQ3_S', 'IQ4_NL'],
  ['IQ4_XS', 'IQ4_NL'],
])

/** Whether a quantization's own type has blocks of 256 elements, for which llama.cpp takes another where a row does not divide by them. */
export function hasFallback(quantization: string): boolean {
  return [...fileTypes.values()].some(
    ([name, ...types]) => name === quantization && types.some((type) => fallbackTypes.has(type)),
  )
}

/**
 * A file's quantization as people call it. The header's own word is taken where the tensors bear it out, with their fallback too; else
 * the type of all tensors, `mixed` where they differ, `unknown` where there are none.
 */
export function quantizationName(fileType: number | null, elementsByType: ReadonlyMap<string, number>): string {
  const [name, ...expectedTypes] = (fileType === null ? null : fileTypes.get(fileType)) ?? [null]
  if (name !== null && expectedTypes.some((type) => isThere(type, elementsByType))) return name
  const present = [...elementsByType.keys()]
  if (present.length > 1) return 'mixed'
  return present[0] ?? 'unknown'
}

function isThere(type: string, elementsByType: ReadonlyMap<string, number>): boolean {
  return elementsByType.has(type) || elementsByType.has(fallbackTypes.get(type) ?? type)
}
