import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Model } from '#contract/models.ts'
import { onOneLine } from '../core/shown-text.ts'
import type { LabCore } from './open-lab.ts'
import { UsageError } from './usage-error.ts'

type Wanted = { names: readonly string[]; ladder?: string | undefined }
type Core = Pick<LabCore, 'models' | 'folders'>

/** Names that a refusal lists. */
const mostListed = 12

/**
 * The models of a command line, each once, in its order: files, models of the library, and all quantizations of one model. A file that the
 * library did not have is in it afterwards. Throws a UsageError; faults of a file: MODEL_FILE_….
 */
export async function findModels(core: Core, folder: string, { names, ladder }: Wanted): Promise<Model[]> {
  const found: Model[] = []
  for (const name of names) found.push(await findModel(core, folder, name))
  if (ladder !== undefined) found.push(...(await findLadder(core, ladder)))
  if (found.length === 0) throw new UsageError('No model was named. Name files or models of the library, or --ladder.')
  return [...new Map(found.map((model) => [model.id, model])).values()]
}

/** A file, or the one model of the library that is called so. Throws a UsageError; faults of a file: MODEL_FILE_…. */
export async function findModel(core: Core, folder: string, name: string): Promise<Model> {
  const path = resolve(folder, name)
  const stats = await stat(path).catch(() => null)
  if (stats?.isFile()) return core.models.add(path)
  const models = await knownModels(core)
  for (const isCalled of ways(name)) {
    const [model, ...others] = models.filter(isCalled)
    if (model === undefined) continue
    if (others.length === 0) return model
    throw new UsageError(`“${name}” may be one of several models; name its file:\n${listed([model, ...others])}`)
  }
  const unlisted = await unlistedFile(core, name)
  if (unlisted !== null) return core.models.add(unlisted)
  throw new UsageError(
    models.length === 0
      ? `There is no file ${path}, and the library is empty.`
      : `There is no file ${path}, and no model of the library is called “${name}”. It has:\n${listed(models)}`,
  )
}

/** All models of the library whose files are there. */
export async function knownModels({ models, folders }: Core): Promise<Model[]> {
  await folders.look()
  return models.state.value.models.filter((model) => model.isReachable && model.problem === null)
}

/** A file of Wattle's own folder that is not listed: the starter is not before the app has verified it. null where there is none. */
async function unlistedFile({ folders }: Core, name: string): Promise<string | null> {
  const own = folders.state.value.folders.find(({ kind }) => kind === 'own')
  if (own === undefined) return null
  for (const fileName of [name, `${name}.gguf`]) {
    const path = resolve(own.path, fileName)
    if ((await stat(path).catch(() => null))?.isFile()) return path
  }
  return null
}

async function findLadder(core: Core, name: string): Promise<Model[]> {
  const models = await knownModels(core)
  const wanted = compact(name)
  const exact = models.filter((model) => compact(model.ladderName) === wanted || model.ladderId === name)
  const found = exact.length > 0 ? exact : models.filter((model) => compact(model.ladderName).includes(wanted))
  const ladders = [...new Set(found.map(({ ladderId }) => ladderId))]
  const names = [...new Set((ladders.length === 0 ? models : found).map((model) => onOneLine(model.ladderName)))]
  if (ladders.length === 0) {
    throw new UsageError(
      `No model of the library is called “${name}”. It has: ${names.slice(0, mostListed).join(', ')}.`,
    )
  }
  if (ladders.length > 1) throw new UsageError(`“${name}” may be one of several models: ${names.join(', ')}.`)
  return found.toSorted((one, other) => other.sizeBytes - one.sizeBytes)
}

/** From the most certain to the least. */
function ways(name: string): ((model: Model) => boolean)[] {
  const wanted = name.toLowerCase()
  const words = compact(name)
  return [
    ({ id }) => id === name,
    ({ fileName }) => [wanted, `${wanted}.gguf`].includes(fileName.toLowerCase()),
    (model) => compact(`${model.name}${model.quantization}`) === words,
    (model) => compact(model.name) === words,
    ({ quantization }) => quantization.toLowerCase() === wanted,
    (model) => compact(`${model.ladderName}${model.quantization}`) === words,
    (model) => compact(model.ladderName) === words,
  ]
}

function compact(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}.]/gu, '')
}

function listed(models: readonly Model[]): string {
  const lines = models.slice(0, mostListed).map(({ fileName }) => `  ${onOneLine(fileName)}`)
  return [
    ...lines,
    ...(models.length > mostListed ? [`  and ${models.length - mostListed} more: “wattle models”`] : []),
  ].join('\n')
}
