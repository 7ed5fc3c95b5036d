import type { LabForecast, LabPlan, LabPresetPlan } from '#contract/lab/plan.ts'
import type { LabProgress, LabRun, LabSample } from '#contract/lab/run.ts'
import { Fault } from '../fault.ts'
import { LiveValue } from '../live-value.ts'

/** Runs the lab's plans, one at a time. */
export class LabService {
  /** Where the present run stands; null while there is none. */
  readonly progress = new LiveValue<LabProgress | null>(null)

  presets(): Record<'quick' | 'standard' | 'thorough' | 'llama-bench' | 'localscore', LabPresetPlan> {
    throw new Fault('INTERNAL')
  }

  async forecast(_plan: LabPlan): Promise<LabForecast> {
    throw new Fault('INTERNAL')
  }

  async start(_plan: LabPlan): Promise<LabRun> {
    throw new Fault('INTERNAL')
  }

  pause(_runId: string): void {}

  async resume(_runId: string): Promise<void> {}

  async cancel(_runId: string): Promise<void> {}

  /** The samples so far, then those to come, each once; ends with the run. */
  async *samples(_runId: string, _signal?: AbortSignal): AsyncGenerator<LabSample[], void, void> {}

  /** Marks runs that an earlier end of the app cut off. */
  begin(): void {}

  async close(): Promise<void> {}
}
