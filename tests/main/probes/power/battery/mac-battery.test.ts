import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { MacBattery, parseIoreg } from '../../../../../main/probes/power/battery/mac-battery.ts'
import { defaultSettings } from '../../../../../preload/contract/settings.ts'
import { CollectorBench } from '../../../../support/collector-bench.ts'
import { fakeTool } from '../../../../support/fake-tool.ts'
import { integrate } from '../../../../support/integrate.ts'
import { powerFixture } from '../../../../support/power-fixture.ts'
import { tempFolder } from '../../../../support/temp-store.ts'

const never = new AbortController().signal
const discharging = powerFixture('ioreg-discharging.txt')
const charger = powerFixture('ioreg-charger.txt')

// The bugs: 2^64 mA taken as they stand; the keys within "BatteryData" read in place of the battery's own.
test('reads what a battery gives', () => {
  expect(parseIoreg(discharging)?.watts).toBeCloseTo(2.878 * 12.119, 6)
  expect(parseIoreg(discharging.replace('"Amperage" = 18446744073709548738', '"Amperage" = -2878'))?.watts).toBeCloseTo(
    34.878,
    3,
  )
})

test('says nothing with a charger on, while nothing flows out, and where nobody says that there is no charger', () => {
  expect(parseIoreg(charger)).toEqual({ watts: null })
  expect(parseIoreg(discharging.replace('"ExternalConnected" = No', '"ExternalConnected" = Yes'))).toEqual({
    watts: null,
  })
  expect(parseIoreg(discharging.replace(/"ExternalConnected" = No/, ''))).toEqual({ watts: null })
  expect(parseIoreg(discharging.replace('"Amperage" = 18446744073709548738', '"Amperage" = 300'))).toEqual({
    watts: null,
  })
})

test.each(['', 'ioreg: error', '"Amperage" = -2878', '      "Amperage" = much\n      "Voltage" = 12000\n'])(
  'finds no battery in %j',
  (text) => expect(parseIoreg(text)).toBe(null),
)

/** A Mac whose ioreg prints what stands in a file, and the bench that reads it. */
function macOf(first: string) {
  const bench = new CollectorBench()
  onTestFinished(() => bench.end())
  const path = join(tempFolder(), 'ioreg.txt')
  const set = (text: string) => writeFileSync(path, text)
  set(first)
  const command = fakeTool({ when: '-rn AppleSmartBattery', printFile: path })
  const pass = async (ms: number) => {
    const before = bench.readings.length + bench.failures.length
    bench.pass(ms, undefined, ms)
    await expect.poll(() => bench.readings.length + bench.failures.length).toBeGreaterThan(before)
  }
  return { bench, set, pass, battery: new MacBattery({ ...bench.clock, command }) }
}

test('gives the joules of a Mac on its battery', async () => {
  const milliamperes = (ms: number) => Math.round(2000 + ms / 100)
  const textAt = (ms: number) =>
    discharging.replace('18446744073709548738', String(2n ** 64n - BigInt(milliamperes(ms))))
  const { bench, set, pass, battery } = macOf(textAt(0))
  const [source] = await bench.begin(battery)
  expect.assert(source !== undefined)
  expect(source).toMatchObject({ id: 'battery:all', name: 'bq40z651', scope: 'whole-machine', updatePeriodMs: 30_000 })
  await pass(0)
  for (let ms = 5000; ms <= 40_000; ms += 5000) {
    set(textAt(ms))
    await pass(5000)
  }
  expect(bench.readings.map(({ atMs }) => atMs)).toEqual([
    0, 5000, 10_000, 15_000, 20_000, 25_000, 30_000, 35_000, 40_000,
  ])
  // From 2.0 to 2.4 A at 12.119 V for 40 s.
  const wanted = 2.2 * 12.119 * 40
  expect(Math.abs(integrate(bench.readings, source) - wanted)).toBeLessThan(wanted / 100)
})

test('is silent with the charger on, and fails where the battery is gone', async () => {
  const { bench, set, pass, battery } = macOf(charger)
  await bench.begin(battery)
  await pass(0)
  expect(bench.readings.map(({ kind }) => kind)).toEqual(['silent'])
  set('')
  await pass(5000)
  expect(bench.failures).toMatchObject([{ sourceId: 'battery:all', error: { code: 'METER_SOURCE_GONE' } }])
})

test('finds nothing on a Mac without a battery, nor without ioreg', async () => {
  const nothing = { sources: [], locked: [], guide: [] }
  expect(await macOf('').battery.detect(defaultSettings, never)).toEqual(nothing)
  expect(await new MacBattery({ command: ['/nowhere/ioreg'] }).detect(defaultSettings, never)).toEqual(nothing)
})
