import { conversations } from './0010-conversations.ts'
import { search } from './0020-search.ts'
import { models } from './0030-models.ts'
import { settings } from './0040-settings.ts'
import { library } from './0050-library.ts'
import { loadProfiles } from './0060-load-profiles.ts'
import { memoryMeasurements } from './0070-memory-measurements.ts'
import { downloads } from './0080-downloads.ts'
import { energy } from './0090-energy.ts'
import { lab } from './0100-lab.ts'
import type { Migration } from './migration.ts'

/** All steps, in order. */
export const migrations: readonly Migration[] = [
  conversations,
  search,
  models,
  settings,
  library,
  loadProfiles,
  memoryMeasurements,
  downloads,
  energy,
  lab,
]

/** The version that this build reads and writes. */
export const latestVersion = Math.max(...migrations.map((migration) => migration.version))
