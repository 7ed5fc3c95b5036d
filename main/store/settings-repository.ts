import { z } from 'zod'
import { defaultSettings, type Settings, settingsSchema } from '#contract/settings.ts'
import type { SettingsRepository } from '../core/ports/settings-repository.ts'
import type { WritableDb } from './database.ts'

type SettingRow = { key: string; value: string }

export function createSettingsRepository(db: WritableDb): SettingsRepository {
  const rows = db.prepare<[], SettingRow>('SELECT key, value FROM settings')
  const upsert = db.prepare<[SettingRow]>(
    `INSERT INTO settings (key, value) VALUES (:key, :value)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value`,
  )
  const fact = db.prepare<[string], string>('SELECT value FROM facts WHERE key = ?').pluck()
  const remember = db.prepare<[SettingRow]>(
    'INSERT INTO facts (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  )
  const forget = db.prepare('DELETE FROM facts WHERE key = ?')
  const writeAll = db.transaction((settings: Settings) => {
    for (const [key, value] of Object.entries(settings)) upsert.run({ key, value: JSON.stringify(value) })
  })

  return {
    read() {
      const stored = Object.fromEntries(rows.all().map(({ key, value }) => [key, fromJson(value)]))
      return settingsSchema.parse(withDefaults(settingsSchema, defaultSettings, stored))
    },
    write: (settings) => writeAll.immediate(settings),
    recall: (key) => fact.get(key) ?? null,
    remember(key, value) {
      if (value === null) forget.run(key)
      else remember.run({ key, value })
    },
  }
}

/** The value where it fits the schema; else its default, and for an object this key by key. */
function withDefaults(schema: unknown, fallback: unknown, value: unknown): unknown {
  if (schema instanceof z.ZodObject) {
    const values = toRecord(value)
    const fallbacks = toRecord(fallback)
    return Object.fromEntries(
      Object.entries(schema.shape).map(([key, part]) => [key, withDefaults(part, fallbacks[key], values[key])]),
    )
  }
  if (schema instanceof z.ZodType) {
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
  }
  return fallback
}

function toRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

function fromJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
