import { replaceEqualDeep } from '@tanstack/react-query'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { isAbort } from '../data/problem.ts'

/** A value that the core keeps and this store follows: `undefined` until the first event. */
export type LiveStore<T> = StoreApi<T | undefined>

type Watch<T> = (signal: AbortSignal) => Promise<AsyncIterable<T>>

const pauseBeforeWatchingAgainMs = 1000

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })

/**
 * Follows a `watch` procedure for as long as the signal lives. The connection takes up a broken stream by itself; should the stream
 * end or be refused all the same, it is begun again after a pause.
 */
export const follow = async <T>(
  watch: Watch<T>,
  onValue: (value: T) => void,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> => {
  while (!signal.aborted) {
    try {
      for await (const value of await watch(signal)) {
        if (signal.aborted) return
        onValue(value)
      }
    } catch (error) {
      if (signal.aborted || isAbort(error)) return
      console.error(error)
    }
    await pause(pauseBeforeWatchingAgainMs, signal)
  }
}

/**
 * The value, made of the objects of before where they are equal: what is sent is a new copy each time, and what shows a part of it would be
 * rendered again for nothing. A value that is equal as a whole stays a new one: that it came is told.
 */
const keepingParts = <T>(before: T | undefined, value: T): T => {
  const kept = replaceEqualDeep(before, value)
  return kept === before ? value : kept
}

/** Follows a `watch` procedure into a store. */
export const followInto = <T>(store: LiveStore<T>, watch: Watch<T>, signal: AbortSignal): Promise<void> =>
  follow(watch, (value) => store.setState(keepingParts(store.getState(), value), true), signal)

export const createLiveStore = <T>(): LiveStore<T> => createStore<T | undefined>(() => undefined)
