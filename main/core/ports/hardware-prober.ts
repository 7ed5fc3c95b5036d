import type { Hardware } from '#contract/hardware.ts'

/** What the machine has, before a backend is chosen. */
export type ProbedHardware = Omit<Hardware, 'chosen'>

/** Finds out what this machine has. Never throws for a broken driver: that backend is `failed` with its problem. */
export interface HardwareProber {
  probe(signal: AbortSignal): Promise<ProbedHardware>
  /** Bytes free for programs right now: main memory, cheap enough to ask before each load. */
  ramAvailableBytes(): Promise<number>
}
