import { Fault } from '../../core/fault.ts'
import type { LabEngine, LabLoaded, LabMemoryUse, SpeedResult } from '../../core/ports/lab-engine.ts'

export type ForkedLabEngineOptions = { childPath: string }

/** The lab's engine as a forked process: one for each load. */
export class ForkedLabEngine implements LabEngine {
  readonly #options: ForkedLabEngineOptions

  constructor(options: ForkedLabEngineOptions) {
    this.#options = options
  }

  get pid(): number | null {
    return null
  }

  load(): Promise<LabLoaded> {
    return this.#missing()
  }

  warmUp(): Promise<void> {
    return this.#missing()
  }

  speed(): Promise<SpeedResult> {
    return this.#missing()
  }

  memory(): Promise<LabMemoryUse> {
    return this.#missing()
  }

  countChunks(): Promise<number> {
    return this.#missing()
  }

  quality(): Promise<void> {
    return this.#missing()
  }

  async close(): Promise<void> {}

  #missing(): Promise<never> {
    return Promise.reject(new Fault('ENGINE_NOT_STARTED', { detail: this.#options.childPath }))
  }
}
