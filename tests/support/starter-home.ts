import { copyFile, link, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { starterModelPath } from './starter-model.ts'

export type StarterHome = { folder: string; remove(): Promise<void> }

/** A new data folder with the starter model in it, as a user has one after the first start. */
export async function makeStarterHome(): Promise<StarterHome> {
  const folder = await mkdtemp(join(tmpdir(), 'wattle-home-'))
  const source = await starterModelPath()
  const target = join(folder, 'models', basename(source))
  await mkdir(join(folder, 'models'))
  // The same bytes under a second name cost no disk; across file systems they have to be copied.
  await link(source, target).catch(() => copyFile(source, target))
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) }
}
