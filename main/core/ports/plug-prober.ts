import type { Plug } from '#contract/plugs.ts'

/** Asks a smart plug what it is. */
export interface PlugProber {
  /**
   * The plug at an address that the user typed: its kind and name, and the address as it is kept (lower case, without the port 80).
   * Nothing but this host is asked. Faults: METER_PLUG_ADDRESS_REFUSED, METER_PLUG_UNREACHABLE, METER_PLUG_UNKNOWN, METER_PLUG_LOCKED
   * (each params.address); the signal's reason.
   */
  probe(address: string, signal: AbortSignal): Promise<Omit<Plug, 'id'>>
}
