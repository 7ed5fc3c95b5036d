import type { QuantizeForecast, QuantizeJob, QuantizeRequest } from '#contract/lab/quantize.ts'
import { Fault } from '../../fault.ts'
import { LiveValue } from '../../live-value.ts'

/** Makes quantizations, one after the other. */
export class QuantizeService {
  /** The newest first. */
  readonly jobs = new LiveValue<QuantizeJob[]>([])

  async forecast(
    _request: Pick<QuantizeRequest, 'modelId' | 'types' | 'allowRequantize' | 'viaF16'>,
  ): Promise<QuantizeForecast> {
    throw new Fault('INTERNAL')
  }

  async start(_request: QuantizeRequest): Promise<QuantizeJob[]> {
    throw new Fault('INTERNAL')
  }

  async cancel(_id: string): Promise<void> {}

  async close(): Promise<void> {}
}
