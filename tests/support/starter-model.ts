import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import envPaths from 'env-paths'
import { catalog, starterOf } from '../../main/core/library/catalog.ts'
import { fetchFile } from '../../main/core/library/starter/fetch-file.ts'
import { createStarterSources } from '../../main/core/library/starter/starter-sources.ts'
import { NetworkLog } from '../../main/core/network/network-log.ts'

/**
 * The path of the starter model, verified. It is fetched once, by the app's own code, into a cache that outlives the run
 * (`WATTLE_CACHE`, else the platform's cache folder). Several processes may ask at once: each that finds none fetches into a folder of
 * its own, and the finished file is put in place by one rename.
 */
export async function starterModelPath(): Promise<string> {
  const { file } = starterOf(catalog)
  const folder = join(process.env.WATTLE_CACHE ?? envPaths('wattle', { suffix: '' }).cache, 'models')
  const path = join(folder, file.fileName)
  const present = await stat(path).catch(() => null)
  if (present?.size === file.sizeBytes) return path

  const ownFolder = join(folder, `.fetch-${process.pid}-${Date.now()}`)
  await mkdir(ownFolder, { recursive: true })
  try {
    const ownPath = join(ownFolder, file.fileName)
    const result = await fetchFile({
      // Where Hugging Face is out of reach, the tests must not wait long for the next source.
      sources: createStarterSources({ connectTimeoutMs: 5_000 }),
      expected: file,
      path: ownPath,
      signal: AbortSignal.timeout(300_000),
      requests: new NetworkLog(Date.now),
      onSource: () => undefined,
      onProgress: () => undefined,
    })
    if (!result.fetched) throw new Error(`no source has the starter model: ${JSON.stringify(result.attempts, null, 2)}`)
    await rename(ownPath, path)
    return path
  } finally {
    await rm(ownFolder, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${await starterModelPath()}\n`)
}
