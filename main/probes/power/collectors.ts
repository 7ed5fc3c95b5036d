import type { PowerCollector } from '../../core/ports/power-collector.ts'
import type { RequestLog } from '../../core/ports/request-log.ts'
import { PlugCollector } from './plugs/plug-collector.ts'

type PowerCollectorsOptions = {
  /** Where the plugs record what they send. */
  requests: RequestLog
}

/** Every way to measure power on this system. */
export function powerCollectors(_platform: NodeJS.Platform, { requests }: PowerCollectorsOptions): PowerCollector[] {
  return [new PlugCollector('shelly', { requests }), new PlugCollector('tasmota', { requests })]
}
