/** What the engine does, as it happens. Each `atMs` is of the monotonic clock (`monotonic-clock.ts`), where it can be the child's own. */
export type EngineActivity =
  /** The models in memory, after each change. */
  | { type: 'models'; atMs: number; models: readonly ModelInMemory[] }
  | { type: 'load-began'; atMs: number; model: ModelInMemory }
  /** Always comes after `load-began`. */
  | { type: 'load-ended'; atMs: number; modelId: string }
  /** The prompt begins to be evaluated. */
  | { type: 'answer-began'; atMs: number; messageId: string; model: ModelInMemory }
  /** The first token of the answer was there: what comes now is decoding. */
  | { type: 'answer-decoding'; atMs: number; messageId: string }
  /** Tokens so far, as often as the engine sends a batch. */
  | { type: 'answer-progress'; atMs: number; messageId: string; prefillTokens: number; decodeTokens: number }
  /** Always comes after `answer-began`, whatever became of the answer. */
  | { type: 'answer-ended'; atMs: number; messageId: string; prefillTokens: number; decodeTokens: number }

export type ModelInMemory = { modelId: string; name: string; quantization: string }
