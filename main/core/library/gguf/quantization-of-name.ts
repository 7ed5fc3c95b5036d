/**
 * Quantizations as file names spell them, with what stands around them: llama.cpp's own (`Q4_K_M`, `IQ2_XXS`, `TQ1_0`, `MXFP4_MOE`, `BF16`,
 * the withdrawn `Q4_0_8_8`), those of bartowski and unsloth (`Q3_K_XL`, `UD-Q4_K_XL`), and `fp16` for `F16`.
 */
export const quantizationPattern =
  /(?<=^|[-._/\\ ])(?:UD-)?(?:I?Q[1-8]_(?:K(?:_(?:XXS|XS|XL|[SMLP]))?|XXS|XS|XL|NL|[SML]|[01])(?:_[48]_[48])?|TQ[12]_0|(?:MX|NV)FP4(?:_MOE)?|BF16|FP?(?:16|32|64))(?=$|[-._/\\ ])/gi

/**
 * The quantization that a file's name or path tells, in capitals: `UD-Q4_K_XL` for `UD-Q4_K_XL/Model-UD-Q4_K_XL-00001-of-00003.gguf`.
 * The last one counts: a name may say what it was made from. null where it tells none. For files whose header cannot be read yet.
 */
export function quantizationFromName(fileName: string): string | null {
  const found = fileName.match(quantizationPattern)?.at(-1)
  return found === undefined ? null : found.toUpperCase().replace(/^FP(?=\d)/, 'F')
}
