import { z } from 'zod'
import { sourceIdSchema } from '#contract/energy.ts'
import { LiveValue } from '../../live-value.ts'
import type { SettingsRepository } from '../../ports/settings-repository.ts'

const calibrationSchema = z.object({
  /** The sources whose sum was put against the wall. For any others it says nothing. */
  componentIds: z.array(sourceIdSchema).min(1),
  /** `wall = fixedW + factor × sum of the components`, in watts. */
  fixedW: z.number(),
  factor: z.number().positive(),
  /** Root mean square of what is left, in watts. */
  residualW: z.number().nonnegative(),
  /** Of the slowest of the components. */
  updatePeriodMs: z.number().positive(),
})

/** What a machine takes at the wall beyond what its components say. */
export type Calibration = z.infer<typeof calibrationSchema>

/** The calibration in force, kept over restarts. */
export class CalibrationMemory {
  readonly state: LiveValue<Calibration | null>
  readonly #memory: Pick<SettingsRepository, 'recall' | 'remember'>

  constructor(memory: Pick<SettingsRepository, 'recall' | 'remember'>) {
    this.#memory = memory
    this.state = new LiveValue(parse(memory.recall('meterCalibration')))
  }

  save(calibration: Calibration): void {
    this.#memory.remember('meterCalibration', JSON.stringify(calibration))
    this.state.set(calibration)
  }

  forget(): void {
    this.#memory.remember('meterCalibration', null)
    this.state.set(null)
  }
}

/** What is broken is as if it never was: it can be made anew. */
function parse(text: string | null): Calibration | null {
  if (text === null) return null
  try {
    return calibrationSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
