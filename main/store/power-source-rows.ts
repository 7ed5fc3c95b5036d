import { z } from 'zod'
import { collectorSchema, powerScopeSchema, provenanceSchema, sourceIdSchema } from '#contract/energy.ts'
import type { HistorySource } from '../core/ports/power-history-repository.ts'
import type { WritableDb } from './database.ts'

const sourceSchema = z.object({
  id: sourceIdSchema,
  collector: collectorSchema,
  name: z.string(),
  scope: powerScopeSchema,
  provenance: provenanceSchema,
})
const rowSchema = sourceSchema.extend({ source: z.number() })

export type PowerSourceRows = {
  /** The number of each source by its id. One that is new, or has another name now, is written down. */
  numbersOf(sources: readonly HistorySource[]): Map<string, number>
  /** All sources by their number. One that this version does not know the kind of is left out. */
  byNumber(): Map<number, HistorySource>
}

/** Each source has one row, and a short number that its steps carry. */
export function createPowerSourceRows(db: WritableDb): PowerSourceRows {
  const find = db.prepare<[string], unknown>('SELECT * FROM power_sources WHERE id = ?')
  const all = db.prepare<[], unknown>('SELECT * FROM power_sources ORDER BY source')
  const save = db.prepare<[HistorySource], { source: number }>(
    `INSERT INTO power_sources (id, collector, name, scope, provenance) VALUES (:id, :collector, :name, :scope, :provenance)
     ON CONFLICT (id) DO UPDATE SET collector = excluded.collector, name = excluded.name, scope = excluded.scope,
       provenance = excluded.provenance
     RETURNING source`,
  )

  function numberOf({ id, collector, name, scope, provenance }: HistorySource): number | undefined {
    const kept = rowSchema.safeParse(find.get(id)).data
    const isSame =
      kept?.collector === collector && kept.name === name && kept.scope === scope && kept.provenance === provenance
    return isSame ? kept.source : save.get({ id, collector, name, scope, provenance })?.source
  }

  return {
    numbersOf: (sources) =>
      new Map(
        sources.flatMap((source) => {
          const number = numberOf(source)
          return number === undefined ? [] : [[source.id, number]]
        }),
      ),
    byNumber: () =>
      new Map(
        all.all().flatMap((row) => {
          const { data } = rowSchema.safeParse(row)
          if (data === undefined) return []
          const { source, ...rest } = data
          return [[source, rest]]
        }),
      ),
  }
}
