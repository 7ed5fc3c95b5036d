import type { PowerCollector } from '../../core/ports/power-collector.ts'
import type { RequestLog } from '../../core/ports/request-log.ts'
import { LinuxBattery } from './battery/linux-battery.ts'
import { EstimateCollector } from './estimate/estimate-collector.ts'
import { HwmonCollector } from './hwmon/hwmon-collector.ts'
import { PlugCollector } from './plugs/plug-collector.ts'
import { RaplCollector } from './rapl/rapl-collector.ts'

type PowerCollectorsOptions = {
  /** Where the plugs record what they send. */
  requests: RequestLog
}

/** Every way to measure power on this system. */
export function powerCollectors(platform: NodeJS.Platform, { requests }: PowerCollectorsOptions): PowerCollector[] {
  return [
    new PlugCollector('shelly', { requests }),
    new PlugCollector('tasmota', { requests }),
    ...(platform === 'linux' ? [new RaplCollector(), new HwmonCollector(), new LinuxBattery()] : []),
    new EstimateCollector({ platform }),
  ]
}
