import { isAbsolute, join, relative, sep } from 'node:path'
import { z } from 'zod'
import { foundAt } from '../found-model.ts'
import { isModelFileName } from '../model-file-name.ts'
import { readJsonFile, readSmallFile } from '../read-small-file.ts'
import { walkFolder } from '../walk-folder.ts'
import type { ForeignProgram } from './foreign-program.ts'
import { configHome } from './system-folders.ts'

const settingsSchema = z.object({ downloadsFolder: z.string().refine(isAbsolute) })

/**
 * LM Studio. Its home is named by `~/.lmstudio-home-pointer`, else `~/.cache/lm-studio` (versions up to 0.3.5) or `~/.lmstudio`; the
 * models lie in `models/<publisher>/<model>/<file>.gguf`, or below the `downloadsFolder` of its `settings.json`.
 * Checked against lmstudio.ai's page on importing models and `findLMStudioHome` in lmstudio-js.
 */
export const lmStudio: ForeignProgram = {
  kind: 'lm-studio',

  async candidates(machine) {
    const pointer = (await readSmallFile(join(machine.home, '.lmstudio-home-pointer')))?.trim() ?? ''
    const homes = [
      ...(isAbsolute(pointer) ? [pointer] : []),
      join(machine.home, '.lmstudio'),
      join(machine.home, '.cache', 'lm-studio'),
    ]
    const settings = await Promise.all(
      [...homes, join(configHome(machine), 'LM Studio')].map((home) =>
        readJsonFile(join(home, 'settings.json'), settingsSchema),
      ),
    )
    const chosen = settings.flatMap((content) => content?.downloadsFolder ?? [])
    return [...chosen, ...homes.map((home) => join(home, 'models'))]
  },

  async find(folder) {
    const paths = await walkFolder(folder, { isWanted: isModelFileName })
    return paths.map((path) => {
      const places = relative(folder, path).split(sep)
      return { ...foundAt(path), publisher: places.length === 3 ? (places[0] ?? null) : null }
    })
  },

  watched: (folder) => [folder],
}
