import { describe, expect, test, vi } from 'vitest'
import { joulesPerKwh } from '#contract/energy.ts'
import { AccountingBench, aModel, idlingBench } from '../../../support/accounting-bench.ts'
import { aTariff, nightOf } from '../../../support/tariffs.ts'
import { tempFolder, tempStore } from '../../../support/temp-store.ts'

const dayMs = 24 * 60 * 60 * 1000
const totalsOf = ({ store, clock }: AccountingBench) =>
  store.energyLedger.totals(clock.now() - 2 * dayMs, clock.now() + 2 * dayMs)

describe('an answer', () => {
  test('has the joules of its own windows, by the engine’s clock, not the machine’s before and after it', () => {
    const bench = idlingBench(10)
    bench.write('one')
    bench.pass(3000)
    bench.feed.setPower(50)
    bench.begin('one')
    bench.pass(1000)
    bench.progress('one', 100, 0)
    bench.decode('one')
    bench.feed.setPower(30)
    bench.pass(4000)
    bench.end('one', 100, 40)
    bench.feed.setPower(10)
    bench.settle()
    const energy = bench.energyOf('one')
    expect(energy.prefill).toMatchObject({ durationMs: 1000, tokens: 100, isTooShort: false })
    expect(energy.prefill.energyJ?.central).toBeCloseTo(50, 9)
    expect(energy.decode).toMatchObject({ durationMs: 4000, tokens: 40, isTooShort: false })
    expect(energy.decode.energyJ?.central).toBeCloseTo(120, 9)
    expect(energy.energyJ.central).toBeCloseTo(170, 9)
    expect(energy.energyJ.low).toBeCloseTo(170 * 0.95, 9)
    expect(energy).toMatchObject({ provenance: 'device-counter', leavesOut: ['memory'], gapMs: 0, parallelAnswers: 1 })
    expect(energy.sources.map(({ sourceId }) => sourceId)).toEqual(['rapl:intel-rapl:0'])
    expect(energy.endedAtMs - energy.startedAtMs).toBe(5000)
  })

  test('is kept with its message and in the ledger as it was announced', () => {
    const bench = idlingBench(40, { settings: { tariff: aTariff() } })
    bench.write('one')
    bench.answer('one')
    bench.settle()
    const energy = bench.energyOf('one')
    expect(bench.store.conversations.message('one')?.energy).toEqual(energy)
    expect(totalsOf(bench).answering.energyJ).toEqual(energy.energyJ)
    expect(totalsOf(bench).answering.money).toEqual([{ currency: 'EUR', amount: energy.money?.amount }])
  })

  test('that a crash ends has what it took until then, and what comes after is charged to nobody', () => {
    const bench = idlingBench(40)
    bench.write('one')
    bench.begin('one')
    bench.pass(2000)
    bench.models()
    bench.end('one', 0, 0)
    bench.settle()
    expect(bench.energyOf('one').energyJ.central).toBeCloseTo(80, 9)
    expect(bench.energyOf('one').decode).toEqual({ durationMs: 0, tokens: 0, energyJ: null, isTooShort: false })
    expect(totalsOf(bench).all.energyJ.central).toBeCloseTo(80, 9)
  })

  test('of less than two periods of its sources says that it is too short to be known', () => {
    const bench = idlingBench(40)
    bench.write('short')
    bench.begin('short')
    bench.pass(150)
    bench.progress('short', 20, 0)
    bench.decode('short')
    bench.pass(500)
    bench.end('short', 20, 5)
    bench.settle()
    const { prefill, decode } = bench.energyOf('short')
    expect([prefill.isTooShort, decode.isTooShort]).toEqual([true, false])
  })

  test('says so too where its edges are uncertain by more than half of it', () => {
    const bench = idlingBench(40)
    bench.write('one')
    bench.feed.edgeJ = 100
    bench.answer('one')
    bench.settle()
    const { prefill, decode, energyJ } = bench.energyOf('one')
    expect([prefill.isTooShort, decode.isTooShort]).toEqual([true, true])
    expect(energyJ).toEqual({ low: 200 * 0.95 - 100, central: 200, high: 200 * 1.05 + 100 })
  })

  test('with a hole in the readings says how long it is, and nothing is put into it', () => {
    const bench = idlingBench(40)
    bench.write('one')
    bench.begin('one')
    bench.pass(2000)
    bench.feed.setPower(null)
    bench.pass(1500)
    bench.feed.setPower(40)
    bench.pass(1500)
    bench.end('one', 10, 0)
    bench.settle()
    expect(bench.energyOf('one').gapMs).toBeCloseTo(1500, 6)
    expect(bench.energyOf('one').energyJ.central).toBeCloseTo(140, 9)
  })

  test('in which nothing was charged is not measured', () => {
    const bench = idlingBench(40)
    bench.feed.setPower(null)
    bench.write('one')
    bench.pass(1000)
    bench.answer('one')
    bench.settle()
    expect(bench.known).toEqual([])
    expect(bench.store.conversations.message('one')?.energy).toBeNull()
  })

  test('whose sources fall silent has what they said, five seconds later', () => {
    const bench = idlingBench(40)
    bench.write('one')
    bench.begin('one')
    bench.pass(2000)
    bench.feed.endsAtMs = bench.clock.nowMs
    bench.pass(1000)
    bench.end('one', 10, 0)
    bench.pass(4900)
    expect(bench.known).toEqual([])
    bench.pass(500)
    expect(bench.energyOf('one').energyJ.central).toBeCloseTo(80, 9)
    expect(bench.energyOf('one').gapMs).toBeCloseTo(1000, 6)
  })

  test('in which the machine sleeps began before it and ended after it, and took what it took awake', () => {
    const bench = idlingBench(40)
    bench.write('one')
    const beganAtMs = bench.clock.now()
    bench.begin('one')
    bench.pass(2000)
    bench.clock.epochOffsetMs += 7_200_000
    bench.pass(3000)
    bench.end('one', 10, 0)
    const endedAtMs = bench.clock.now()
    bench.settle()
    expect(bench.energyOf('one')).toMatchObject({ startedAtMs: beganAtMs, endedAtMs, prefill: { durationMs: 5000 } })
    expect(bench.energyOf('one').energyJ.central).toBeCloseTo(200, 9)
  })

  test('of no message is charged to nobody', () => {
    const bench = idlingBench(40)
    bench.answer('calibration')
    bench.settle()
    expect(bench.known).toEqual([])
    expect(totalsOf(bench).answers).toBe(0)
  })

  test('of hours keeps no more than one of seconds while its sources are slow', () => {
    const bench = idlingBench(40)
    bench.write('long')
    bench.feed.lagMs = 60_000
    bench.begin('long')
    for (let tokens = 0; tokens < 3000; tokens += 1) {
      bench.pass(16)
      bench.progress('long', 10, tokens)
    }
    const before = bench.accounting.attribution.running
    bench.pass(70_000)
    bench.end('long', 10, 3000)
    bench.feed.lagMs = 100
    bench.settle()
    expect(before).toEqual([])
    expect(bench.energyOf('long').energyJ.central).toBeCloseTo(0.04 * (48_000 + 70_000), 6)
  })
})

describe('two answers at once', () => {
  test('share by the tokens that each makes, and their parts add up to the whole', () => {
    const bench = idlingBench(60)
    bench.write('fast', 'slow')
    bench.begin('fast')
    bench.begin('slow')
    for (let second = 1; second <= 4; second += 1) {
      bench.pass(1000)
      bench.progress('fast', 0, second * 30)
      bench.progress('slow', 0, second * 10)
    }
    bench.end('fast', 0, 120)
    bench.pass(1000)
    bench.end('slow', 0, 50)
    bench.settle()
    expect(bench.energyOf('fast').energyJ.central).toBeCloseTo(240 * 0.75, 9)
    expect(bench.energyOf('slow').energyJ.central).toBeCloseTo(240 * 0.25 + 60, 9)
    expect(bench.energyOf('slow')).toMatchObject({ parallelAnswers: 2, gapMs: 0 })
  })

  test('whose news come at different times share by the tokens on the way to them', () => {
    const bench = idlingBench(60)
    bench.write('one', 'two')
    bench.begin('one')
    bench.begin('two')
    bench.pass(2000)
    bench.progress('one', 100, 0)
    bench.pass(2000)
    bench.progress('two', 100, 0)
    bench.end('two', 100, 0)
    bench.end('one', 200, 0)
    bench.settle()
    // `two` made half of its tokens in the first half, as far as anyone can tell.
    expect(bench.energyOf('one').energyJ.central).toBeCloseTo(240 * (2 / 3), 9)
    expect(bench.energyOf('two').energyJ.central).toBeCloseTo(240 * (1 / 3), 9)
  })
})

describe('a price', () => {
  test('that changes with the time of day in mid-answer holds for the energy of its own time', () => {
    // 17:16:40 in Berlin: the night begins after 200 seconds.
    const tariff = aTariff({ periods: [nightOf('17:20', '06:00')] })
    const bench = idlingBench(36, { settings: { tariff } })
    bench.write('one')
    bench.pass(197_000)
    bench.answer('one')
    bench.settle()
    const { money, energyJ } = bench.energyOf('one')
    expect(energyJ.central).toBeCloseTo(180, 9)
    expect(money?.prices.map(({ pricePerKwh }) => pricePerKwh)).toEqual([0.3, 0.1])
    expect(money?.prices.map(({ share }) => share)).toEqual([expect.closeTo(0.6, 9), expect.closeTo(0.4, 9)])
    expect(money?.amount.central).toBeCloseTo((180 * (0.6 * 0.3 + 0.4 * 0.1)) / joulesPerKwh, 12)
  })

  test('that the user changes in mid-answer holds from then on', () => {
    const bench = idlingBench(36, { settings: { tariff: aTariff() } })
    bench.write('one')
    bench.begin('one')
    bench.pass(2500)
    bench.settings.set({ ...bench.settings.value, tariff: aTariff({ pricePerKwh: 0.5 }) })
    bench.pass(2500)
    bench.end('one', 10, 0)
    bench.settle()
    const { money } = bench.energyOf('one')
    expect(money?.prices).toEqual([
      { pricePerKwh: 0.3, share: expect.closeTo(0.5, 9) },
      { pricePerKwh: 0.5, share: expect.closeTo(0.5, 9) },
    ])
    expect(money?.amount.central).toBeCloseTo((180 * 0.4) / joulesPerKwh, 12)
  })

  test('that changes later changes nothing that was used before', () => {
    const bench = idlingBench(36, { settings: { tariff: aTariff() } })
    bench.pass(20_000)
    bench.settings.set({ ...bench.settings.value, tariff: aTariff({ pricePerKwh: 3 }) })
    bench.models()
    bench.settle()
    const { idle } = totalsOf(bench)
    expect(idle.money[0]?.amount.central).toBeCloseTo((idle.energyJ.central * 0.3) / joulesPerKwh, 12)
  })
})

describe('what belongs to no answer', () => {
  test('is a load, idling with a model in memory, or nobody’s', () => {
    const bench = new AccountingBench()
    bench.feed.setPower(20)
    bench.pass(2000)
    bench.tell({ type: 'load-began', atMs: bench.clock.nowMs, model: aModel() })
    bench.pass(3000)
    bench.models(aModel())
    bench.tell({ type: 'load-ended', atMs: bench.clock.nowMs, modelId: 'small' })
    bench.pass(10_000)
    bench.models()
    bench.settle()
    const { loading, idle, all } = totalsOf(bench)
    expect(loading.energyJ.central).toBeCloseTo(60, 9)
    expect(idle.energyJ.central).toBeCloseTo(200, 9)
    expect(idle.durationMs).toBeCloseTo(10_000, 6)
    expect(all.energyJ.central).toBeCloseTo(260, 9)
  })

  test('is shared evenly by the models that idle in memory together', () => {
    const bench = new AccountingBench()
    const addHours = vi.spyOn(bench.store.energyLedger, 'addHours')
    bench.feed.setPower(20)
    bench.models(aModel('a'), aModel('b'))
    bench.pass(4000)
    bench.models()
    bench.settle()
    const entries = addHours.mock.calls.flatMap(([list]) => list)
    const of = (modelId: string) =>
      entries.filter((entry) => entry.modelId === modelId).reduce((sum, { energyJ }) => sum + energyJ.central, 0)
    expect(of('a')).toBeCloseTo(40, 9)
    expect(of('b')).toBeCloseTo(40, 9)
    expect(totalsOf(bench).idle.durationMs).toBeCloseTo(4000, 6)
  })

  test('stays for the next time where the disk is full', () => {
    const bench = idlingBench(20)
    bench.write('one')
    const { energyLedger } = bench.store
    const full = () => {
      throw new Error('disk full')
    }
    const addHours = vi.spyOn(energyLedger, 'addHours').mockImplementation(full)
    const addAnswer = vi.spyOn(energyLedger, 'addAnswer').mockImplementation(full)
    bench.pass(5000)
    bench.answer('one')
    bench.models()
    bench.settle()
    expect([bench.known.length, totalsOf(bench).all.energyJ.central]).toEqual([0, 0])
    addHours.mockRestore()
    addAnswer.mockRestore()
    bench.settle()
    expect(bench.energyOf('one').energyJ.central).toBeCloseTo(100, 9)
    expect(totalsOf(bench).idle.energyJ.central).toBeCloseTo(100, 9)
  })
})

describe('the idle power', () => {
  test('is subtracted from an answer of the same model by the same sources, low from low and high from high', () => {
    const bench = idlingBench(10)
    bench.write('before', 'after')
    bench.answer('before')
    bench.pass(40_000)
    bench.feed.setPower(50)
    bench.answer('after')
    bench.feed.setPower(10)
    bench.settle()
    expect(bench.energyOf('before')).toMatchObject({ netEnergyJ: null, idlePowerW: null })
    const { netEnergyJ, idlePowerW } = bench.energyOf('after')
    expect(idlePowerW?.central).toBeCloseTo(10, 9)
    expect(netEnergyJ?.low).toBeCloseTo(250 * 0.95 - 5 * 9.5, 9)
    expect(netEnergyJ?.central).toBeCloseTo(200, 9)
    expect(netEnergyJ?.high).toBeCloseTo(250 * 1.05 - 5 * 10.5, 9)
  })

  test('is remembered over a restart, and only for its own conditions', async () => {
    const folder = tempFolder()
    const store = tempStore(folder)
    const first = idlingBench(10, { store })
    first.pass(45_000)
    await first.close()
    const again = idlingBench(50, { store })
    again.write('same', 'other')
    again.answer('same')
    again.models(aModel('big'))
    again.pass(1000)
    again.answer('other')
    again.settle()
    expect(again.energyOf('same').idlePowerW?.central).toBeCloseTo(10, 9)
    expect(again.energyOf('other').idlePowerW).toBeNull()
  })
})

describe('the end of the app', () => {
  test('ends what is in progress, and keeps what was measured until then', async () => {
    const bench = idlingBench(20)
    bench.write('one')
    bench.pass(3000)
    bench.begin('one')
    bench.pass(2000)
    bench.progress('one', 50, 0)
    await bench.close()
    expect(bench.energyOf('one')).toMatchObject({ prefill: { tokens: 50 } })
    expect(bench.energyOf('one').energyJ.central).toBeCloseTo(40, 9)
    expect(totalsOf(bench).idle.energyJ.central).toBeCloseTo(60, 9)
  })

  test('keeps an answer that began a moment before it', async () => {
    const bench = idlingBench(20)
    bench.write('one')
    bench.pass(3000)
    bench.begin('one')
    bench.pass(50)
    await bench.close()
    expect(bench.energyOf('one').energyJ.central).toBeCloseTo(1, 9)
  })

  test('waits a second at most for sources that say nothing', async () => {
    const bench = idlingBench(20)
    bench.write('one')
    bench.begin('one')
    bench.pass(2000)
    bench.feed.endsAtMs = bench.clock.nowMs
    bench.pass(500)
    bench.end('one', 50, 0)
    const beginMs = bench.clock.nowMs
    await bench.close()
    expect(bench.clock.nowMs - beginMs).toBeLessThanOrEqual(1200)
    expect(bench.energyOf('one').energyJ.central).toBeCloseTo(40, 9)
  })
})
