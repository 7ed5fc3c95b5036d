import { mkdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileTypes } from '../../main/core/library/gguf/quantization-name.ts'
import { tensorTypes } from '../../main/core/library/gguf/tensor-types.ts'
import type { GgufHeader } from '../../main/core/library/gguf-header.ts'
import type { ErrorCode } from '../../preload/contract/errors.ts'
import { type GgufTensorPlace, type GgufValue, writeGgufHeader } from './gguf-writer.ts'
import { corruptModels } from './synthetic-corruptions.ts'
import { familyMetadata, familyTensors, type SyntheticFamily, syntheticFamilies } from './synthetic-families.ts'

/** A model to list, by its first file, and what is right to say of it: what its header tells, or why it cannot be used. */
export type SyntheticModel = {
  path: string
  fileCount: number
  expected: { header: Partial<GgufHeader> } | { code: ErrorCode }
}

type Content = { metadata: readonly (readonly [string, GgufValue])[]; tensors: readonly GgufTensorPlace[] }

const [grouped] = syntheticFamilies
const fileLimit = 200
const splitParts = 3

/**
 * Fills a folder with 200 small GGUF files: corrupt ones of each kind, split ones, and every quantization of every family until there are
 * enough. Their data is a hole.
 */
export async function makeSyntheticModels(folder: string): Promise<SyntheticModel[]> {
  await mkdir(folder, { recursive: true })
  const models: SyntheticModel[] = []
  for (const { label, content, code } of corruptModels(wholeModel(grouped, 15, typeNamed('Q4_K')))) {
    const path = join(folder, `${label}.gguf`)
    await writeFile(path, content)
    models.push({ path, fileCount: 1, expected: { code } })
  }
  for (const family of syntheticFamilies) models.push(await writeSplit(folder, family))
  let files = models.reduce((sum, model) => sum + model.fileCount, 0)
  for (const [round] of syntheticFamilies.entries()) {
    for (const [index, [fileType, [quantization, typeName = '']]] of [...fileTypes].entries()) {
      if (files === fileLimit) return models
      const family = syntheticFamilies[(index + round) % syntheticFamilies.length] ?? grouped
      const path = join(folder, `Synthetic-${family.name}-${quantization}.gguf`)
      await writeModel(path, wholeModel(family, fileType, typeNamed(typeName)))
      const header = { architecture: family.architecture, quantization, splitCount: 1, ...family.expected }
      models.push({ path, fileCount: 1, expected: { header } })
      files += 1
    }
  }
  throw new Error(`There are ${files} files, too few`)
}

function wholeModel(family: SyntheticFamily, fileType: number, type: ReturnType<typeof typeNamed>): Content {
  return { metadata: familyMetadata(family, fileType), tensors: familyTensors(type) }
}

/** As llama.cpp's gguf-split cuts: the keys in the first part, the tensors in all. */
async function writeSplit(folder: string, family: SyntheticFamily): Promise<SyntheticModel> {
  const { metadata, tensors } = wholeModel(family, 15, typeNamed('Q4_K'))
  const share = Math.ceil(tensors.length / splitParts)
  const pathOf = (index: number) => {
    const number = (value: number) => String(value).padStart(5, '0')
    return join(folder, `Split-${family.name}-Q4_K_M-${number(index + 1)}-of-${number(splitParts)}.gguf`)
  }
  for (let index = 0; index < splitParts; index += 1) {
    const split: Content['metadata'] = [
      ['split.no', { type: 'u16', value: index }],
      ['split.count', { type: 'u16', value: splitParts }],
      ['split.tensors.count', { type: 'i32', value: tensors.length }],
    ]
    await writeModel(pathOf(index), {
      metadata: index === 0 ? [...metadata, ...split] : split,
      tensors: tensors.slice(index * share, (index + 1) * share),
    })
  }
  const header = {
    architecture: family.architecture,
    quantization: 'Q4_K_M',
    splitCount: splitParts,
    splitIndex: 0,
    parameterCount: elementsOf(tensors),
    ...family.expected,
  }
  return { path: pathOf(0), fileCount: splitParts, expected: { header } }
}

function elementsOf(tensors: readonly GgufTensorPlace[]): number {
  return tensors.reduce((sum, { dimensions }) => sum + dimensions.reduce((product, length) => product * length, 1), 0)
}

async function writeModel(path: string, content: Content): Promise<void> {
  const header = writeGgufHeader(content)
  const dataBytes = content.tensors.reduce((sum, { sizeBytes }) => sum + Math.ceil(sizeBytes / 32) * 32, 0)
  await writeFile(path, header)
  await truncate(path, header.length + dataBytes)
}

function typeNamed(name: string) {
  const found = [...tensorTypes].find(([, type]) => type.name === name)
  if (found === undefined) throw new Error(`No tensor type is called ${name}`)
  const [number, { blockElements, blockBytes }] = found
  return { number, blockElements, blockBytes }
}
