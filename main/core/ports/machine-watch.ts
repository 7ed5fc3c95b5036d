/** Counters of what the machine did, read at one time. They only grow. */
export type MachineCounters = {
  /** Milliseconds of processor time since the start, all cores together. null where the system does not tell. */
  cpu: {
    /** Of all programs, and what another machine of the same host took. */
    busyMs: number
    /** Busy and idle. */
    totalMs: number
    /** Of this app and the processes that were asked about. */
    ownMs: number
  } | null
  /** How often a processor lowered its clock for its heat; null where no counter says. */
  throttles: number | null
}

export type MachineCondition = {
  /** Degrees Celsius of the processor or the GPU, the hotter one; null where no sensor says. */
  temperatureC: number | null
  powerSource: 'mains' | 'battery' | 'unknown'
}

/** What else goes on in the machine while something is measured. It never fails: what it cannot tell is null. */
export interface MachineWatch {
  /** Cheap enough for the begin and the end of each repetition. */
  counters(ownPids: readonly number[]): MachineCounters
  /** May take some tenths of a second. `withGpu` asks the GPU too, which is woken by it. */
  condition(withGpu: boolean): Promise<MachineCondition>
}
