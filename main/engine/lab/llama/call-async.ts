import type { LibraryHandle } from 'koffi'

export type NativeFunction = ReturnType<LibraryHandle['func']>

/** Calls a function on another thread, so that this one hears its parent meanwhile. The caller keeps what it points to. */
export function callAsync(native: NativeFunction, ...parameters: unknown[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    native.async(...parameters, (error: unknown, result: unknown) => (error ? reject(error) : resolve(result)))
  })
}
