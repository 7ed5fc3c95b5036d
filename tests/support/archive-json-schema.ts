import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { labArchiveSchema } from '#contract/lab/file.ts'

export const archiveSchemaPath = join(import.meta.dirname, '../../docs/lab-run.schema.json')

/** The published schema of Wattle's own file of runs. `npm run schema` writes it anew. */
export function archiveJsonSchema(): string {
  const schema = z.toJSONSchema(labArchiveSchema, { target: 'draft-2020-12', io: 'input' })
  return `${JSON.stringify({ ...schema, title: 'A file of runs of Wattle’s lab, version 1' }, null, 2)}\n`
}

if (import.meta.main) writeFileSync(archiveSchemaPath, archiveJsonSchema())
