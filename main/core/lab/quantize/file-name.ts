import type { QuantizationType } from '#contract/lab/quantize.ts'
import { nameLimitBytes } from '../../files/safe-file-name.ts'
import { quantizationFromName, quantizationPattern } from '../../library/gguf/quantization-of-name.ts'
import type { GgufHeader } from '../../library/gguf-header.ts'
import { ladderOf } from '../../library/ladder.ts'
import { isQuantizedTensorType } from './quantization-types.ts'

/** The model whose quantizations are to be named. */
export type NamedModel = { fileName: string; ladderId: string; ladderName: string; publisher: string | null }

const partEnding = /-\d{5}-of-\d{5}$/
const copyEnding = / ?\(\d+\)$/
/** What no file name may have on one system or another (`safe-file-name.ts`). */
const refused = /[<>:"/\\|?*\p{C}\p{Zl}\p{Zp}]+/gu
const separators = /[-._ ]+(?=[-._ ])/g
const edges = /^[-._ ]+|[-._ ]+$/g

/**
 * How a new file is called: as the model, then all that it lost on its way, then its type. `SmolLM2-135M-Q4_1-Q8_0.gguf` is the Q8_0 that
 * was made of a Q4_1, and never lies where the true one would. Named so that the library finds it to be a quantization of the same model.
 * @param lost the quantizations that it comes from, the oldest first
 */
export function quantizedFileName(
  model: NamedModel,
  header: GgufHeader,
  { type, lost }: { type: QuantizationType; lost: readonly string[] },
): string {
  const ending = [...lost.filter(isPartOfName), type].map((name) => `-${name}`).join('')
  // Another program's file may be called by its hash, which says nothing.
  const ofFile = /\.gguf$/i.test(model.fileName) ? [model.fileName] : []
  const names = [...ofFile, dashed(model.ladderName), dashed(header.name ?? '')]
    .map(stemOf)
    .filter((stem) => stem !== '')
    .map((stem) => `${shortened(stem, ending)}${ending}.gguf`)
  const isSameModel = (name: string) =>
    ladderOf(header, name, model.publisher ?? header.organisation).ladderId === model.ladderId
  return names.find(isSameModel) ?? names[0] ?? `model${ending}.gguf`
}

/** Of the quantizations that a file comes from those that cost it something. */
export function lostOnTheWay(names: readonly string[]): string[] {
  return names.filter(isQuantizedTensorType)
}

function dashed(name: string): string {
  return name.replaceAll(/\s+/g, '-')
}

function stemOf(name: string): string {
  const stem = name
    .toWellFormed()
    .replace(/\.gguf$/i, '')
    .replace(copyEnding, '')
    .replace(partEnding, '')
  return stem
    .replaceAll(quantizationPattern, '')
    .replaceAll(refused, '-')
    .replaceAll(separators, '')
    .replaceAll(edges, '')
}

/** `mixed` and `unknown` say nothing, and the library would take them for a part of the model's name. */
function isPartOfName(quantization: string): boolean {
  return quantizationFromName(`-${quantization}`) === quantization
}

function shortened(stem: string, ending: string): string {
  const characters = [...stem]
  while (Buffer.byteLength(`${characters.join('')}${ending}.gguf`) > nameLimitBytes) characters.pop()
  return characters.join('').replaceAll(edges, '')
}
