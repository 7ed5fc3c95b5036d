import type { PowerCollector } from '../../core/ports/power-collector.ts'

/** Every way to measure power on this system. */
export function powerCollectors(_platform: NodeJS.Platform): PowerCollector[] {
  return []
}
