import type { Settings } from '#contract/settings.ts'

type RememberedKey = 'chosenModelId' | 'starterDeclined' | 'hashCheckpoints' | 'meterCalibration' | 'idlePower'

/** Settings, and small facts that the app remembers. */
export interface SettingsRepository {
  /** The stored settings over the defaults; a broken value takes its default and the others are kept. */
  read(): Settings
  write(settings: Settings): void
  /** A remembered fact, such as the chosen model's id. */
  recall(key: RememberedKey): string | null
  remember(key: RememberedKey, value: string | null): void
}
