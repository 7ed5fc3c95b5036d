import type { ChildProcess } from 'node:child_process'
import { constants, setPriority } from 'node:os'

/** Lets whatever a person waits for go before this process, which nobody does. Where the system refuses, it stays as it is. */
export function lowerPriority({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // It has ended already, or is not ours to slow down.
  }
}
