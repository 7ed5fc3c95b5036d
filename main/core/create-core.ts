import type { EngineLink, HardwareProber, StarterSource, Store } from './ports/index.ts'

/** What the core needs of the outside world. */
export type CorePorts = {
  store: Store
  engine: EngineLink
  hardware: HardwareProber
  /** In the order in which they are tried. */
  starterSources: StarterSource[]
  /** The folder that models are fetched into. */
  modelsFolder: string
  /** Milliseconds since the epoch. */
  now: () => number
}
