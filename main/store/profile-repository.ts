import { z } from 'zod'
import { loadOptionsSchema } from '#contract/engine.ts'
import type { LoadProfile } from '#contract/profiles.ts'
import { samplingSchema } from '#contract/sampling.ts'
import type { ProfileRepository } from '../core/ports/profile-repository.ts'
import type { WritableDb } from './database.ts'
import { parseJson } from './json-column.ts'

type ProfileRow = {
  id: string
  model_id: string
  name: string
  is_default: number
  load: string
  sampling: string
  system_prompt: string | null
}

export function createProfileRepository(db: WritableDb): ProfileRepository {
  const rows = db.prepare<[string], ProfileRow>(
    'SELECT * FROM load_profiles WHERE model_id = ? ORDER BY is_default DESC, name COLLATE NOCASE, row',
  )
  const rowById = db.prepare<[string], ProfileRow>('SELECT * FROM load_profiles WHERE id = ?')
  const dethrone = db.prepare<[string, string]>(
    'UPDATE load_profiles SET is_default = 0 WHERE model_id = ? AND id <> ?',
  )
  const upsert = db.prepare<[ProfileRow]>(
    `INSERT INTO load_profiles (id, model_id, name, is_default, load, sampling, system_prompt)
     VALUES (:id, :model_id, :name, :is_default, :load, :sampling, :system_prompt)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, is_default = excluded.is_default, load = excluded.load,
       sampling = excluded.sampling, system_prompt = excluded.system_prompt`,
  )
  const remove = db.prepare<[string]>('DELETE FROM load_profiles WHERE id = ?')
  const save = db.transaction((profile: LoadProfile) => {
    if (profile.isDefault) dethrone.run(profile.modelId, profile.id)
    upsert.run(profileToRow(profile))
  })

  return {
    list: (modelId) => rows.all(modelId).map(profileFromRow),
    get(id) {
      const row = rowById.get(id)
      return row === undefined ? null : profileFromRow(row)
    },
    save: (profile) => save.immediate(profile),
    remove: (id) => void remove.run(id),
  }
}

function profileFromRow(row: ProfileRow): LoadProfile {
  return {
    id: row.id,
    modelId: row.model_id,
    name: row.name,
    isDefault: row.is_default !== 0,
    load: loadOptionsSchema.partial().parse(fittingKeys(loadOptionsSchema.shape, row.load)),
    sampling: samplingSchema.partial().parse(fittingKeys(samplingSchema.shape, row.sampling)),
    systemPrompt: row.system_prompt,
  }
}

function profileToRow(profile: LoadProfile): ProfileRow {
  return {
    id: profile.id,
    model_id: profile.modelId,
    name: profile.name,
    is_default: profile.isDefault ? 1 : 0,
    load: JSON.stringify(profile.load),
    sampling: JSON.stringify(profile.sampling),
    system_prompt: profile.systemPrompt,
  }
}

const recordSchema = z.record(z.string(), z.unknown())

/** What fits the schema, key by key: a broken value falls back to the settings, and the others are kept. */
function fittingKeys(shape: Record<string, z.ZodType>, json: string): Record<string, unknown> {
  const stored = parseJson(recordSchema, json) ?? {}
  return Object.fromEntries(Object.entries(stored).filter(([key, value]) => shape[key]?.safeParse(value).success))
}
