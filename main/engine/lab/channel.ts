import type { FromLab } from '../lab-protocol.ts'

/** Sends to the parent. A parent that is gone is noticed by the `disconnect` event, so a failed send is no error. */
export function send(message: FromLab): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => {})
}
