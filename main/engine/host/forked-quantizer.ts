import { Fault } from '../../core/fault.ts'
import type { QuantizeOutcome, Quantizer } from '../../core/ports/quantizer.ts'

/** Quantizes in a forked process that ends with the file. */
export class ForkedQuantizer implements Quantizer {
  readonly #childPath: string

  constructor({ childPath }: { childPath: string }) {
    this.#childPath = childPath
  }

  quantize(): Promise<QuantizeOutcome> {
    return Promise.reject(new Fault('ENGINE_NOT_STARTED', { detail: this.#childPath }))
  }
}
