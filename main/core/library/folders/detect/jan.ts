import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path'
import { z } from 'zod'
import { type FoundModel, foundAt } from '../found-model.ts'
import { isModelFileName } from '../model-file-name.ts'
import { readJsonFile, readSmallFile } from '../read-small-file.ts'
import { walkFolder } from '../walk-folder.ts'
import type { ForeignProgram, Machine } from './foreign-program.ts'
import { configHome, dataHome } from './system-folders.ts'

const settingsSchema = z.object({ data_folder: z.string().refine(isAbsolute) })
const modelFileSchema = z.object({ model_path: z.string().min(1), name: z.string().min(1).nullish() })

/**
 * Jan. Its data folder is the `data_folder` of its `settings.json` (beside the data of `jan.ai.app`, or of `Jan` before), else
 * `Jan/data` where the system keeps programs' data (`~/.config/Jan/data` in older versions on Linux). A model is
 * `llamacpp/models/<id>/model.yml`, whose `model_path` is relative to the data folder, or absolute for a file that was imported from
 * elsewhere. Before, models were `models/<id>/*.gguf`.
 * Checked against Jan's src-tauri/src/core/app/commands.rs and its llama.cpp extension.
 */
export const jan: ForeignProgram = {
  kind: 'jan',

  async candidates(machine) {
    const folders = await dataFolders(machine)
    return folders.flatMap((folder) => [join(folder, 'llamacpp', 'models'), join(folder, 'models')])
  },

  async find(folder) {
    const paths = await walkFolder(folder, { isWanted: (name) => name === 'model.yml' || isModelFileName(name) })
    const described = await Promise.all(
      paths.filter((path) => basename(path) === 'model.yml').map((path) => readDescription(folder, path)),
    )
    const found = new Map<string, FoundModel>()
    for (const path of paths) if (isModelFileName(basename(path))) found.set(path, foundAt(path))
    for (const model of described) if (model !== null) found.set(model.path, model)
    return [...found.values()]
  },

  watched: (folder) => [folder],
}

async function dataFolders(machine: Machine): Promise<string[]> {
  const settings = await Promise.all(
    [join(dataHome(machine), 'jan.ai.app'), join(configHome(machine), 'Jan'), join(dataHome(machine), 'Jan')].map(
      (folder) => readJsonFile(join(folder, 'settings.json'), settingsSchema),
    ),
  )
  const chosen = settings.flatMap((content) => content?.data_folder ?? [])
  return [...chosen, join(dataHome(machine), 'Jan', 'data'), join(configHome(machine), 'Jan', 'data')]
}

async function readDescription(folder: string, path: string): Promise<FoundModel | null> {
  const description = modelFileSchema.safeParse(await parseYaml(await readSmallFile(path))).data
  if (!description) return null
  const id = relative(folder, dirname(path)).split(sep).join('/')
  const modelPath = resolveModelPath(folder, description.model_path)
  return modelPath === null ? null : { ...foundAt(modelPath), name: description.name ?? id }
}

/** On Windows Jan writes backslashes, and slashes mean the same there. A path on another machine is never asked for. */
function resolveModelPath(folder: string, written: string): string | null {
  if (/^[\\/]{2}/.test(written)) return null
  const path = isAbsolute(written) ? written : join(folder, '..', '..', written.replaceAll('\\', '/'))
  return isModelFileName(basename(path)) ? path : null
}

/** Few have Jan: the parser is loaded with its first model. */
async function parseYaml(text: string | null): Promise<unknown> {
  if (text === null) return null
  const { parse } = await import('yaml')
  try {
    return parse(text)
  } catch {
    return null
  }
}
