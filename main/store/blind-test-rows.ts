import { z } from 'zod'
import { blindTestSchema } from '#contract/lab/blind-test.ts'
import type { LabRepository } from '../core/ports/lab-repository.ts'
import type { WritableDb } from './database.ts'
import { parseJson } from './json-column.ts'

const storedSchema = blindTestSchema.extend({ firstOnLeft: z.array(z.boolean()) })

/** Blind tests, each as one value: it has at most some dozens of rounds. The newest first; one that cannot be read is left out. */
export function createBlindTestRows(
  db: WritableDb,
): Pick<LabRepository, 'saveBlindTest' | 'blindTests' | 'removeBlindTest'> {
  const rows = db.prepare<[], string>('SELECT test FROM blind_tests ORDER BY started_at_ms DESC, row DESC').pluck()
  const upsert = db.prepare(
    `INSERT INTO blind_tests (id, started_at_ms, test) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET test = excluded.test`,
  )
  const remove = db.prepare('DELETE FROM blind_tests WHERE id = ?')

  return {
    saveBlindTest: (test) => void upsert.run(test.id, test.startedAtMs, JSON.stringify(test)),
    blindTests: () => rows.all().flatMap((json) => parseJson(storedSchema, json) ?? []),
    removeBlindTest: (id) => void remove.run(id),
  }
}
