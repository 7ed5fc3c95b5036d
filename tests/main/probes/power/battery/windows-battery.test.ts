import { spawn } from 'node:child_process'
import { expect, onTestFinished, test } from 'vitest'
import { parseBatteryLine, WindowsBattery } from '../../../../../main/probes/power/battery/windows-battery.ts'
import { defaultSettings } from '../../../../../preload/contract/settings.ts'
import { CollectorBench } from '../../../../support/collector-bench.ts'
import { fakeTool, type ToolAct } from '../../../../support/fake-tool.ts'
import { expectTrace, tracePowerW } from '../../../../support/power-trace.ts'

const never = new AbortController().signal

test('reads what the batteries give together', () => {
  expect(parseBatteryLine('battery 1:12345 0:0 1:655')).toEqual({ watts: 13 })
  expect(parseBatteryLine('battery 0:0')).toEqual({ watts: null })
  // BATTERY_UNKNOWN_RATE.
  expect(parseBatteryLine('battery 1:2147483648')).toEqual({ watts: null })
})

test.each([
  '',
  'battery',
  'battery ',
  'battery 1:',
  'battery 2:5',
  'Get-CimInstance : Not supported',
  'battery 1:12345 0',
])('takes %j for another line', (line) => expect(parseBatteryLine(line)).toBe(null))

function laptopOf(...acts: ToolAct[]) {
  const bench = new CollectorBench()
  onTestFinished(() => bench.end())
  let lines = 0
  const monotonicNow = () => 200 * lines++
  return { bench, battery: new WindowsBattery({ ...bench.clock, monotonicNow, command: fakeTool(...acts) }) }
}

// What stays has a loop in its script.
const stays = (print: string[], more: Partial<ToolAct> = {}): ToolAct => ({
  when: 'while ($true)',
  print,
  stays: true,
  ...more,
})
const once = (...print: string[]): ToolAct => ({ when: 'BatteryStatus', print })

test('gives the joules of a laptop on its battery', async () => {
  const lines = Array.from({ length: 26 }, (_, index) => `battery 1:${Math.round(tracePowerW(index * 200) * 1000)}\r\n`)
  const { bench, battery } = laptopOf(stays([...lines, 'battery 0:0\r\n']), once('battery 1:9000\r\n'))
  const [source] = await bench.begin(battery)
  expect.assert(source !== undefined)
  expect(source).toMatchObject({
    id: 'battery:all',
    scope: 'whole-machine',
    provenance: 'device-sensor',
    updatePeriodMs: 2000,
  })
  await expect.poll(() => bench.readings.length).toBe(27)
  expectTrace(bench.readings.slice(0, 26), source, { toMs: 5000 })
  expect(bench.readings[26]).toMatchObject({ kind: 'silent' })
})

test('fails where PowerShell ends', async () => {
  const { bench, battery } = laptopOf(
    stays([], { stays: false, complain: 'Invalid namespace', exitCode: 1 }),
    once('battery 0:0\r\n'),
  )
  await bench.begin(battery)
  await expect.poll(() => bench.failures.length).toBe(1)
  expect(bench.failures[0]?.error).toMatchObject({ code: 'METER_TOOL_FAILED', detail: 'exit 1\nInvalid namespace' })
})

// The bug: a desktop starts a PowerShell each minute for a battery that it does not have.
test('asks a machine without a battery once', async () => {
  let started = 0
  const battery = new WindowsBattery({
    command: fakeTool({ when: 'BatteryStatus', complain: 'Not supported', exitCode: 1 }),
    start: (program, parameters, options) => {
      started += 1
      return spawn(program, parameters, options)
    },
  })
  expect(await battery.detect(defaultSettings, never)).toEqual({ sources: [], locked: [], guide: [] })
  await battery.detect(defaultSettings, never)
  expect(started).toBe(1)
})

test('asks again where PowerShell could not be started', async () => {
  let started = 0
  const start = () => {
    started += 1
    throw new Error('spawn EAGAIN')
  }
  const battery = new WindowsBattery({ start })
  expect((await battery.detect(defaultSettings, never)).sources).toEqual([])
  await battery.detect(defaultSettings, never)
  expect(started).toBe(2)
})
