import { describe, expect, it } from 'vitest'
import { processTime, procStat } from '../../../../main/probes/lab-watch/cpu-counters.ts'
import { SystemWatch } from '../../../../main/probes/lab-watch/system-watch.ts'
import { throttleCount } from '../../../../main/probes/lab-watch/throttle-count.ts'
import { FakeSysfs } from '../../../support/fake-sysfs.ts'

const files = (contents: Record<string, string>) => (path: string) => {
  const text = contents[path]
  if (text === undefined) throw new Error(`ENOENT ${path}`)
  return text
}

describe('processor time by the kernel’s files', () => {
  it('counts a disk’s wait as idle and what the host took as busy', () => {
    const readText = files({ '/proc/stat': 'cpu  100 20 30 1000 200 5 5 40 7 0\ncpu0 50 10 15 500 100 0 0 0 0 0\n' })
    expect(procStat(readText)).toEqual({ busyMs: 2000, totalMs: 14_000 })
    expect(procStat(files({}))).toBeNull()
    expect(procStat(files({ '/proc/stat': 'cpu  what is this' }))).toBeNull()
  })

  it('counts a process that is called anything, with children that it waited for', () => {
    const stat = '77 (a) b (c) S 1 77 77 0 -1 4194304 900 0 0 0 250 50 10 5 20 0 4 0 12345 1000 200'
    expect(processTime(files({ '/proc/77/stat': stat }), 77)).toBe(3150)
    expect(processTime(files({}), 77)).toBeNull()
    expect(processTime(files({ '/proc/77/stat': 'nothing of the kind' }), 77)).toBeNull()
  })

  it('adds up how often each processor was throttled', () => {
    const { root, readText } = new FakeSysfs({
      'devices/system/cpu/cpu0/thermal_throttle/core_throttle_count': '3',
      'devices/system/cpu/cpu0/thermal_throttle/package_throttle_count': '2',
      'devices/system/cpu/cpu11/thermal_throttle/core_throttle_count': '1',
      'devices/system/cpu/cpufreq/boost': '1',
    })
    expect(throttleCount(readText, root)).toBe(6)
    expect(throttleCount(readText, `${root}/none`)).toBeNull()
  })
})

/** The system's tools, which say what a test has them say. */
function toolsThat({ cpuC = 0, gpuC, battery = { hasBattery: false, acConnected: false } }: Partial<Said> = {}) {
  const asked: string[] = []
  const said: Said = { cpuC, gpuC, battery }
  return {
    asked,
    said,
    cpuTemperature: async () => ({ main: said.cpuC, max: null }),
    graphics: async () => {
      asked.push('graphics')
      return { controllers: [{ temperatureGpu: said.gpuC }] }
    },
    battery: async () => {
      asked.push('battery')
      if (said.battery === null) throw new Error('no such tool')
      return said.battery
    },
  }
}

type Said = { cpuC: number; gpuC: number | undefined; battery: { hasBattery: boolean; acConnected: boolean } | null }

describe('the condition of the machine', () => {
  it('is the hotter of processor and GPU, which is asked only where it is used', async () => {
    const tools = toolsThat({ cpuC: 61, gpuC: 74 })
    const watch = new SystemWatch({ tools })
    expect((await watch.condition(false)).temperatureC).toBe(61)
    expect(tools.asked).not.toContain('graphics')
    expect((await watch.condition(true)).temperatureC).toBe(74)
  })

  it('has no temperature where no sensor says one', async () => {
    expect((await new SystemWatch({ tools: toolsThat() }).condition(true)).temperatureC).toBeNull()
    expect((await new SystemWatch({ tools: toolsThat({ cpuC: 65_535 }) }).condition(true)).temperatureC).toBeNull()
  })

  it('is on its battery where it has one and no plug, and asks for that now and then alone', async () => {
    let nowMs = 0
    const tools = toolsThat({ battery: { hasBattery: true, acConnected: false } })
    const watch = new SystemWatch({ tools, now: () => nowMs })
    expect((await watch.condition(false)).powerSource).toBe('battery')
    tools.said.battery = { hasBattery: true, acConnected: true }
    expect((await watch.condition(false)).powerSource).toBe('battery')
    nowMs = 10_000
    expect((await watch.condition(false)).powerSource).toBe('mains')
    nowMs = 20_000
    tools.said.battery = null
    expect((await watch.condition(false)).powerSource).toBe('unknown')
  })

  it('has no counters where the system has no such files', () => {
    expect(new SystemWatch({ platform: 'darwin' }).counters([1])).toEqual({ cpu: null, throttles: null })
  })

  it('is asked of the real machine without a fault', async () => {
    const watch = new SystemWatch()
    const before = watch.counters([process.pid])
    const { temperatureC, powerSource } = await watch.condition(false)
    expect(temperatureC === null || temperatureC > 0).toBe(true)
    expect(['mains', 'battery', 'unknown']).toContain(powerSource)
    const later = watch.counters([process.pid])
    if (process.platform !== 'linux') return
    expect((later.cpu?.totalMs ?? 0) - (before.cpu?.totalMs ?? 0)).toBeGreaterThanOrEqual(0)
    expect(later.cpu?.ownMs).toBeGreaterThanOrEqual(before.cpu?.ownMs ?? Number.NaN)
  })
})
