import { catalog, starterOf } from '../../../main/core/library/catalog.ts'
import { starterModelPath } from '../starter-model.ts'
import type { HubRepository } from './repository.ts'

/** The repository of the catalogue's starter, with the real file under its real name, at the commit that the catalogue pins. */
export async function starterRepository(): Promise<HubRepository> {
  const { model, file } = starterOf(catalog)
  const { parameterCount: total, architecture, contextTokens: context_length } = model
  const source = file.sources.find((candidate) => candidate.type === 'hugging-face')
  if (source?.type !== 'hugging-face') throw new Error('The starter is not on the hub.')
  return {
    id: source.repository,
    commit: source.revision,
    licence: model.licence.toLowerCase(),
    likes: 3,
    downloads: 1200,
    gguf: { total, architecture, context_length },
    files: [
      { path: source.file, diskPath: await starterModelPath() },
      { path: 'README.md', content: '# SmolLM2\n' },
    ],
  }
}
