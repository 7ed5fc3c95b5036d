import { describe, expect, it } from 'vitest'
import { ThreadGovernor } from '../../../../main/engine/child/thread-governor.ts'

/** A machine on which a token takes as long as a function of the threads says, and its clock. */
function machine(most: number, tokenMs: (threads: number, nowMs: number) => number) {
  const changes: number[] = []
  const governor = new ThreadGovernor(most, (threads) => changes.push(threads))
  let nowMs = 0
  let inFlight = most
  const write = (tokens: number) => {
    for (let count = 0; count < tokens; count++) {
      // The next token is begun before this one is looked at.
      const threads = inFlight
      inFlight = governor.threads
      const interval = tokenMs(threads, nowMs)
      nowMs += interval
      governor.token(interval, nowMs)
    }
  }
  return { governor, changes, write, now: () => nowMs }
}

describe('the number of threads', () => {
  it('stays where tokens come evenly, with some noise', () => {
    const { governor, changes, write } = machine(8, (threads, nowMs) => 80 / threads + (Math.floor(nowMs) % 7))
    write(2000)
    expect(governor.threads).toBe(8)
    expect(changes).toEqual([])
  })

  it('does not fall for one slow token', () => {
    let count = 0
    const { changes, write } = machine(2, () => (++count === 50 ? 40 : 8))
    write(200)
    expect(changes).toEqual([])
  })

  it('falls at once when tokens stall, and rises when the cores are free again', () => {
    const isBusy = (nowMs: number) => nowMs > 1000 && nowMs < 30_000
    const { governor, write, now } = machine(2, (threads, nowMs) => (threads === 1 ? 14 : isBusy(nowMs) ? 2000 : 8))
    write(100)
    expect(governor.threads).toBe(2)
    while (now() < 29_000) write(1)
    const duringMs = now()
    expect(duringMs).toBeGreaterThan(1000)
    while (now() < 120_000) write(1)
    expect(governor.threads).toBe(2)
  })

  it('loses little to its trials while another program stays', () => {
    const { governor, write, now } = machine(2, (threads) => (threads === 1 ? 14 : 2000))
    governor.calibrate([8, 14], 0)
    write(5000)
    // At 14 ms a token it would take 70 s; without a governor 10,000 s.
    expect(now()).toBeLessThan(100_000)
  })

  it('is not changed for hiccups that cost less than fewer threads would', () => {
    let count = 0
    const { governor, changes, write } = machine(2, () => (++count % 120 === 0 ? 60 : 8))
    governor.calibrate([8, 14], 0)
    write(2000)
    expect(changes).toEqual([])
  })

  it('starts with what the warm-up found fastest', () => {
    const governor = new ThreadGovernor(4, () => undefined)
    expect(governor.choices).toEqual([4, 2, 1])
    governor.calibrate([900, 12, 20], 0)
    expect(governor.threads).toBe(2)
  })

  it('has nothing to choose with one thread', () => {
    const { governor, changes, write } = machine(1, () => 10)
    write(100)
    expect(governor.choices).toEqual([1])
    expect(changes).toEqual([])
  })
})
