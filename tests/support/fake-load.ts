import { readFileSync } from 'node:fs'
import { monotonicNowMs } from '../../main/core/monotonic-clock.ts'

/** A machine's power as a test knows it. Times are of the monotonic clock, in milliseconds. */
export type FakeLoad = {
  powerW(atMs: number): number
  /** The energy between two times, finer than any meter reads it. */
  integralJ(fromMs: number, toMs: number): number
  close(): void
}

/** Power by a function of time, integrated in steps of a millisecond at most. */
export function loadOf(powerW: (atMs: number) => number): FakeLoad {
  return {
    powerW,
    integralJ(fromMs, toMs) {
      const steps = Math.max(1, Math.ceil(toMs - fromMs))
      const stepMs = (toMs - fromMs) / steps
      let joules = 0
      for (let step = 0; step < steps; step += 1) joules += (powerW(fromMs + (step + 0.5) * stepMs) * stepMs) / 1000
      return joules
    },
    close() {},
  }
}

export type ProcessLoadOptions = {
  /** The process whose CPU time the power follows, its children with it. */
  pid: number
  idleW: number
  /** For each core that the process keeps busy. */
  wattsPerCore: number
  /** A reading is the mean of so long. The system counts CPU time in steps of 10 ms. */
  meanMs?: number
}

const sampleMs = 50
/** USER_HZ, which is the same on every Linux that Node runs on. */
const ticksPerSecond = 100

/** Power that follows what a process does, by Linux's own account of its CPU time. */
export function loadOfProcess({ pid, idleW, wattsPerCore, meanMs = 200 }: ProcessLoadOptions): FakeLoad {
  /** Energy since the start, at each sample. */
  const samples: { atMs: number; joules: number }[] = []
  const cpuTicks = new Map<number, number>()
  const sample = () => {
    const atMs = monotonicNowMs()
    const last = samples.at(-1)
    let ticks = 0
    for (const process of descendants(pid)) {
      const now = ticksOf(process)
      // What a process did before it was first seen is not of this time.
      ticks += last === undefined ? 0 : Math.max(0, now - (cpuTicks.get(process) ?? 0))
      cpuTicks.set(process, now)
    }
    const idleJ = last === undefined ? 0 : (idleW * (atMs - last.atMs)) / 1000
    samples.push({ atMs, joules: (last?.joules ?? 0) + idleJ + (wattsPerCore * ticks) / ticksPerSecond })
  }
  sample()
  const timer = setInterval(sample, sampleMs)
  const energyAt = (atMs: number): number => {
    const next = samples.findIndex((entry) => entry.atMs >= atMs)
    const after = samples[next]
    const before = samples[next - 1]
    if (after === undefined) return samples.at(-1)?.joules ?? 0
    if (before === undefined) return after.joules
    return before.joules + ((after.joules - before.joules) * (atMs - before.atMs)) / (after.atMs - before.atMs)
  }
  const integralJ = (fromMs: number, toMs: number) => energyAt(toMs) - energyAt(fromMs)
  return {
    powerW() {
      sample()
      const toMs = samples.at(-1)?.atMs ?? 0
      const fromMs = Math.max(samples[0]?.atMs ?? 0, toMs - meanMs)
      return toMs === fromMs ? idleW : (integralJ(fromMs, toMs) / (toMs - fromMs)) * 1000
    },
    integralJ(fromMs, toMs) {
      sample()
      return integralJ(fromMs, toMs)
    },
    close: () => clearInterval(timer),
  }
}

function descendants(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    return [pid, ...children.split(' ').filter(Boolean).map(Number).flatMap(descendants)]
  } catch {
    return []
  }
}

/** utime and stime. The name of the program stands before them in parentheses, and may hold anything. */
function ticksOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return Number(fields[11]) + Number(fields[12])
  } catch {
    return 0
  }
}
