import type { AnswerRateRepository } from './answer-rate-repository.ts'
import type { ConversationRepository } from './conversation-repository.ts'
import type { DownloadRepository } from './download-repository.ts'
import type { EnergyLedgerRepository } from './energy-ledger-repository.ts'
import type { FolderRepository } from './folder-repository.ts'
import type { LabRepository } from './lab-repository.ts'
import type { MemoryMeasurementRepository } from './memory-measurement-repository.ts'
import type { ModelRepository } from './model-repository.ts'
import type { PowerHistoryRepository } from './power-history-repository.ts'
import type { ProfileRepository } from './profile-repository.ts'
import type { SettingsRepository } from './settings-repository.ts'

/** The database. */
export interface Store {
  readonly conversations: ConversationRepository
  readonly models: ModelRepository
  readonly answerRates: AnswerRateRepository
  readonly folders: FolderRepository
  readonly profiles: ProfileRepository
  readonly memoryMeasurements: MemoryMeasurementRepository
  readonly downloads: DownloadRepository
  readonly powerHistory: PowerHistoryRepository
  readonly energyLedger: EnergyLedgerRepository
  readonly lab: LabRepository
  readonly settings: SettingsRepository
  /** Checkpoints the write-ahead log and closes. */
  close(): void
}
