import { Fault } from '../../core/fault.ts'
import type { EngineFailure } from '../protocol.ts'

/** A load that failed for a reason that another backend may not have: the driver, the memory, a crash. */
export class BackendFault extends Fault {
  readonly fault: Fault

  constructor(fault: Fault) {
    super(fault.code, { params: fault.params, detail: fault.detail, cause: fault })
    this.fault = fault
  }

  /** The first lines of what went wrong, for the badge that tells of the fallback. */
  get reason(): string {
    const { exitCode, signal } = this.fault.params
    if (this.fault.code === 'ENGINE_CRASHED') return `The process crashed (${signal ?? `exit code ${exitCode}`})`
    return (this.fault.detail ?? this.fault.code).split('\n').slice(0, 3).join(' ')
  }
}

export function faultOf(failure: EngineFailure): Fault {
  return new Fault(failure.code, { params: failure.params, detail: failure.detail })
}

export function notResponding(deadlineMs: number): Fault {
  return new Fault('ENGINE_NOT_RESPONDING', { params: { deadlineMs } })
}
