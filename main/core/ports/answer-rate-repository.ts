/** How fast one answer was, and of how large a file. */
export type AnswerRate = { modelId: string; modelSizeBytes: number; tokensPerSecond: number }

/** What stored answers tell about the speed of models on this machine. */
export interface AnswerRateRepository {
  /** Of the newest complete answers, the newest first; those without a rate are left out. */
  recent(limit: number): AnswerRate[]
}
