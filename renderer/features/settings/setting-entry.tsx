import type { ReactNode } from 'react'
import { type SettingRow, SettingRowView, type SettingsSection } from './setting-row.tsx'

/** What the page lists and searches. */
export type SettingEntry = { id: string; section: SettingsSection; text: string; node: ReactNode }

/** A row as an entry, found by its name and its effect. */
export const rowEntry = (row: SettingRow): SettingEntry => ({
  id: row.id,
  section: row.section,
  text: `${row.label} ${row.effect}`,
  node: <SettingRowView row={row} />,
})
