import type { QuantizationType } from '#contract/lab/quantize.ts'
import { type TensorType, tensorTypes } from '../../library/gguf/tensor-types.ts'
import type { TensorEntry } from '../../library/gguf/tensors.ts'
import { factsOfType, isQuantizedTensorType } from './quantization-types.ts'
import type { QuantizeSource } from './source.ts'

const typesByName: ReadonlyMap<string, TensorType> = new Map([...tensorTypes.values()].map((type) => [type.name, type]))

/** What llama.cpp takes in place of a type whose blocks a row does not fill (`tensor_type_fallback`), in bits a weight. */
const fallbackBits: ReadonlyMap<string, number> = new Map([
  ['Q2_K', 4.5],
  ['Q3_K', 4.5],
  ['TQ1_0', 4.5],
  ['TQ2_0', 4.5],
  ['Q4_K', 5.5],
  ['Q5_K', 6],
  ['Q6_K', 8.5],
])
/** IQ4_NL, that of all types with an importance in their name. */
const otherFallbackBits = 4.5
const embeddingBits = { divisible: 6.5625, other: 8.5 }

/**
 * What a file of a type will take, before it is made, in bytes: exact for the plain types, within some per cent for the mixtures, whose
 * tensors are of several types.
 */
export function estimatedSize(
  { headerBytes, tensors }: Pick<QuantizeSource, 'headerBytes' | 'tensors'>,
  type: QuantizationType,
): number {
  const hasOutput = tensors.some(({ name }) => name === 'output.weight')
  const bytes = tensors.map((tensor) => estimatedTensorBytes(tensor, type, hasOutput))
  return headerBytes + bytes.reduce((sum, tensorBytes) => sum + tensorBytes, 0)
}

function estimatedTensorBytes(tensor: TensorEntry, type: QuantizationType, hasOutput: boolean): number {
  const elements = tensor.dimensions.reduce((product, length) => product * length, 1)
  return isLeftAsItIs(tensor) ? tensor.sizeBytes : Math.ceil((elements * bitsOf(tensor, type, hasOutput)) / 8)
}

function bitsOf({ name, dimensions }: TensorEntry, type: QuantizationType, hasOutput: boolean): number {
  const { tensorType, bitsPerWeight } = factsOfType(type)
  if (!isQuantizedTensorType(tensorType)) return bitsPerWeight
  const isDivisible = (dimensions[0] ?? 1) % (typesByName.get(tensorType)?.blockElements ?? 1) === 0
  // The output gets more bits than the rest, and so do the embeddings where they are the output as well.
  if (name === (hasOutput ? 'output.weight' : 'token_embd.weight')) {
    return tensorType === 'Q8_0' || tensorType === 'MXFP4' || !isDivisible
      ? embeddingBits.other
      : embeddingBits.divisible
  }
  // Of a model with experts these alone are in four bits.
  if (tensorType === 'MXFP4') return (dimensions[2] ?? 1) > 1 ? bitsPerWeight : embeddingBits.other
  return isDivisible ? bitsPerWeight : (fallbackBits.get(tensorType) ?? otherFallbackBits)
}

/** llama.cpp quantizes matrices, and few that are small or sensitive not (`tensor_allows_quantization`). */
function isLeftAsItIs({ name, dimensions }: TensorEntry): boolean {
  const isMatrix = dimensions.filter((length) => length > 1).length > 1
  return !isMatrix || !name.endsWith('weight') || name.endsWith('_norm.weight') || name.includes('ffn_gate_inp.weight')
}
