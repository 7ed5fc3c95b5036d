import Database from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import type { AnswerEnergy } from '#contract/energy.ts'
import { energyTotalsSchema } from '#contract/meter.ts'
import { noEnergy } from '../../../main/core/meter/no-energy.ts'
import type { AnswerEntry, HourEntry } from '../../../main/core/ports/energy-ledger-repository.ts'
import type { Store } from '../../../main/core/ports/store.ts'
import { aRange, someEnergy, someEstimate } from '../../support/energies.ts'
import { aMessage } from '../../support/messages.ts'
import { storePaths, tempFolder, tempStore } from '../../support/temp-store.ts'

const hourMs = 3_600_000
const startMs = someEnergy.startedAtMs
const always = [0, 8e15] as const
let made = 0

function anAnswer(parts: Partial<AnswerEntry> = {}, energy: Partial<AnswerEnergy> = {}): AnswerEntry {
  made += 1
  return {
    messageId: `answer-${made}`,
    conversationId: 'c',
    modelId: 'm',
    modelName: 'Model',
    quantization: 'Q4_K_M',
    ...parts,
    energy: { ...someEnergy, ...energy },
  }
}

const anHour = (parts: Partial<HourEntry> = {}): HourEntry => ({
  kind: 'idle',
  hourStartMs: startMs,
  modelId: 'm',
  modelName: 'Model',
  quantization: 'Q4_K_M',
  durationMs: 60_000,
  energyJ: aRange(100, 10),
  provenance: 'device-counter',
  money: { currency: 'EUR', amount: aRange(0.5) },
  carbonG: aRange(2),
  ...parts,
})

function conversationWithAnswer(store: Store, id = 'c') {
  const answer = aMessage({ conversationId: id, role: 'assistant' })
  const settings = { systemPrompt: null, sampling: {} }
  store.conversations.append({
    conversation: { id, title: `Title ${id}`, createdAtMs: 1, settings },
    messages: [answer],
  })
  return answer
}

const timeZone = process.env.TZ
afterEach(() => {
  if (timeZone === undefined) delete process.env.TZ
  else process.env.TZ = timeZone
})

test('the energy comes back with its message, and its conversation tells the sum of all', () => {
  const store = tempStore()
  const { id: messageId } = conversationWithAnswer(store)
  expect(store.conversations.summary('c')).toMatchObject({ energyJ: null, energyProvenance: null })
  store.energyLedger.addAnswer(anAnswer({ messageId }))
  store.energyLedger.addAnswer(anAnswer({}, { ...someEstimate, startedAtMs: startMs + 48 * hourMs }))
  expect(store.conversations.message(messageId)?.energy).toEqual(someEnergy)
  const energyJ = { low: expect.closeTo(235.2 + 140), central: 480, high: expect.closeTo(244.8 + 380) }
  expect(store.conversations.summary('c')).toMatchObject({ energyJ, energyProvenance: 'estimated' })
  expect(store.conversations.list().map((summary) => summary.energyJ)).toEqual([energyJ])
  expect(store.conversations.get('c')?.energyJ).toEqual(energyJ)
  expect(store.energyLedger.ofConversation('c').energyJ).toEqual(energyJ)
})

// The last reading of an answer came again after a restart, and with another price.
test('an answer is written once: neither figure changes when it comes again', () => {
  const store = tempStore()
  const entry = anAnswer({ messageId: conversationWithAnswer(store).id })
  store.energyLedger.addAnswer(entry)
  const before = store.energyLedger.totals(...always)
  store.energyLedger.addAnswer({ ...entry, energy: { ...someEstimate, energyJ: aRange(9999) } })
  expect(store.energyLedger.totals(...always)).toEqual(before)
  expect(store.conversations.message(entry.messageId)?.energy).toEqual(someEnergy)
})

test('a broken energy hides no message, and stays in the file', () => {
  const folder = tempFolder()
  const store = tempStore(folder)
  const answer = conversationWithAnswer(store)
  const db = new Database(storePaths(folder).database)
  for (const broken of ['{', '[]', '{"startedAtMs":"soon"}', 'null']) {
    db.prepare('UPDATE messages SET energy = ?').run(broken)
    expect(store.conversations.get('c')?.messages).toEqual([answer])
    expect(db.prepare('SELECT energy FROM messages').pluck().get()).toBe(broken)
  }
  db.close()
})

test('an empty ledger is nothing, and not an error', () => {
  const { energyLedger } = tempStore()
  const totals = energyTotalsSchema.parse(energyLedger.totals(...always))
  expect(totals).toMatchObject({ sinceMs: null, answers: 0, all: noEnergy, days: [], models: [], conversations: [] })
  expect(totals.idle).toEqual({ ...noEnergy, durationMs: 0 })
  expect(energyLedger.sum(...always)).toEqual(noEnergy)
  expect(energyLedger.ofConversation('c')).toEqual(noEnergy)
  expect(energyLedger.recentAnswers('m', 5)).toEqual([])
})

test('answers, loads and idling add up to all, and each stands for itself', () => {
  const { energyLedger } = tempStore()
  energyLedger.addAnswer(anAnswer({}, { money: null, carbon: null }))
  energyLedger.addHours([anHour(), anHour(), anHour({ kind: 'load', energyJ: aRange(30), durationMs: 4000 })])
  const totals = energyTotalsSchema.parse(energyLedger.totals(...always))
  expect([totals.answering, totals.loading, totals.idle].map(({ energyJ }) => energyJ.central)).toEqual([240, 30, 200])
  expect(totals.all.energyJ.central).toBe(470)
  expect(totals.idle.durationMs).toBe(120_000)
  expect(totals).toMatchObject({ sinceMs: startMs, answers: 1, promptTokens: 400, decodeTokens: 100 })
  expect(energyLedger.sum(...always)).toEqual(totals.all)
  expect(totals.days).toEqual([
    {
      day: expect.any(String),
      sum: totals.all,
      idleJ: 200,
      // What is neither a model's answers nor idling is loading.
      models: [{ id: 'm', energyJ: 240 }],
    },
  ])
})

test('money is added up by currency, and its absence is not a price of nothing', () => {
  const { energyLedger } = tempStore()
  const money = (currency: string, amount: number) => ({ currency, amount: aRange(amount), prices: [] })
  energyLedger.addAnswer(anAnswer({}, { money: money('EUR', 1), carbon: null }))
  energyLedger.addAnswer(anAnswer({}, { money: money('CHF', 2), carbon: null }))
  energyLedger.addAnswer(anAnswer({}, { money: money('EUR', 4), carbon: null }))
  energyLedger.addAnswer(anAnswer({}, { money: null, carbon: null }))
  const { answering, models, conversations, days } = energyLedger.totals(...always)
  const expected = [
    { currency: 'CHF', amount: aRange(2) },
    { currency: 'EUR', amount: aRange(5) },
  ]
  for (const sum of [
    answering,
    models[0]?.sum,
    conversations[0]?.sum,
    days[0]?.sum,
    energyLedger.ofConversation('c'),
  ]) {
    expect(sum?.money.toSorted((a, b) => a.currency.localeCompare(b.currency))).toEqual(expected)
    expect(sum?.carbonG).toBeNull()
    // The bug: money of a part of the energy that passed for the money of all.
    expect(sum?.unpricedJ).toBe(someEnergy.energyJ.central)
  }
  energyLedger.addHours([anHour(), anHour({ money: null })])
  expect(energyLedger.totals(...always).idle.unpricedJ).toBe(100)
})

test('a sum is as direct as the least direct of its parts', () => {
  const { energyLedger } = tempStore()
  const provenanceOf = () => energyLedger.sum(...always).provenance
  energyLedger.addAnswer(anAnswer({}, { provenance: 'wall-metered' }))
  expect(provenanceOf()).toBe('wall-metered')
  energyLedger.addAnswer(anAnswer({ conversationId: 'd' }, { provenance: 'device-sensor' }))
  expect(provenanceOf()).toBe('device-sensor')
  expect(energyLedger.ofConversation('c').provenance).toBe('wall-metered')
  energyLedger.addHours([anHour({ provenance: 'estimated' })])
  expect(provenanceOf()).toBe('estimated')
  expect(energyLedger.totals(...always).answering.provenance).toBe('device-sensor')
})

test('hardware is its own line by currency, and never part of the money', () => {
  const { energyLedger } = tempStore()
  energyLedger.addAnswer(anAnswer({}, { hardware: { currency: 'EUR', amount: 3 }, money: null }))
  energyLedger.addAnswer(anAnswer({}, { hardware: { currency: 'EUR', amount: 4 }, money: null }))
  energyLedger.addAnswer(anAnswer({}, { hardware: { currency: 'USD', amount: 5 }, money: null }))
  const { hardware, all } = energyLedger.totals(...always)
  expect(hardware.toSorted((a, b) => a.amount - b.amount)).toEqual([
    { currency: 'USD', amount: 5 },
    { currency: 'EUR', amount: 7 },
  ])
  expect(all.money).toEqual([])
})

// A window of 60 ms with no reading in it made a model look ten times as thrifty as it is.
test('joules a token come from decoding alone, and from windows that can tell', () => {
  const { energyLedger } = tempStore()
  const decode = { durationMs: 1, tokens: 100, energyJ: aRange(200), isTooShort: false }
  const windows = [decode, { ...decode, energyJ: aRange(400) }, { ...decode, energyJ: aRange(1), isTooShort: true }]
  for (const [index, window] of windows.entries()) {
    energyLedger.addAnswer(anAnswer({}, { decode: window, startedAtMs: startMs + index }))
  }
  energyLedger.addAnswer(anAnswer({}, { decode: { ...decode, energyJ: null } }))
  energyLedger.addAnswer(anAnswer({}, { decode: { ...decode, tokens: 0 } }))
  energyLedger.addAnswer(anAnswer({ modelId: 'short' }, { decode: { ...decode, isTooShort: true } }))
  const { models, decodeTokens } = energyLedger.totals(...always)
  expect(models.map(({ id, joulesPerToken }) => [id, joulesPerToken])).toEqual([
    ['m', aRange(3)],
    ['short', null],
  ])
  expect(decodeTokens).toBe(500)
})

test('of the newest answers of a model is told what a forecast needs, without joules of a window that cannot tell', () => {
  const { energyLedger } = tempStore()
  const prefill = { durationMs: 60, tokens: 40, energyJ: aRange(2), isTooShort: true }
  energyLedger.addAnswer(anAnswer({}, { startedAtMs: startMs }))
  energyLedger.addAnswer(anAnswer({}, { startedAtMs: startMs + 1, prefill, energyJ: aRange(100) }))
  energyLedger.addAnswer(anAnswer({ modelId: 'other' }, { startedAtMs: startMs + 2 }))
  const newest = { prefillTokens: 40, prefillMs: 60, prefillJ: null, energyJ: aRange(100) }
  const older = { prefillTokens: 400, prefillMs: 2000, prefillJ: aRange(40, 8), energyJ: aRange(240, 2) }
  expect(energyLedger.recentAnswers('m', 9)).toEqual([newest, older])
  expect(energyLedger.recentAnswers('m', 1)).toEqual([newest])
})

test('a range takes what began in it, to the millisecond, whether its edges cut a day or not', () => {
  const { energyLedger } = tempStore()
  for (let day = 0; day < 5; day += 1) {
    for (const offsetMs of [0, hourMs]) {
      energyLedger.addAnswer(anAnswer({}, { startedAtMs: startMs + day * 24 * hourMs + offsetMs }))
    }
  }
  const answersBetween = (fromMs: number, toMs: number) => energyLedger.totals(startMs + fromMs, startMs + toMs).answers
  expect(answersBetween(0, 5 * 24 * hourMs)).toBe(10)
  expect(answersBetween(1, 5 * 24 * hourMs)).toBe(9)
  expect(answersBetween(0, 96 * hourMs)).toBe(8)
  expect(answersBetween(0, 96 * hourMs + 1)).toBe(9)
  expect(answersBetween(24 * hourMs + 1, 25 * hourMs)).toBe(0)
  expect(answersBetween(24 * hourMs + 1, 25 * hourMs + 1)).toBe(1)
  expect(energyLedger.sum(startMs, startMs + 96 * hourMs).energyJ.central).toBe(8 * 240)
})

// Removing a conversation made last month cheaper.
test('answers of a removed conversation stay in the totals, without its name', () => {
  const store = tempStore()
  for (const id of ['a', 'b', 'c']) {
    store.energyLedger.addAnswer(anAnswer({ messageId: conversationWithAnswer(store, id).id, conversationId: id }))
  }
  store.conversations.rename('a', 'Renamed')
  store.conversations.setRemoved('b', 2)
  store.conversations.setRemoved('c', 1)
  store.conversations.purgeRemovedBefore(2)
  const { answers, all, conversations } = store.energyLedger.totals(...always)
  expect([answers, all.energyJ.central]).toEqual([3, 720])
  expect(conversations.map(({ id, name, answers: count }) => [id, name, count])).toEqual([
    [null, '', 2],
    ['a', 'Renamed', 1],
  ])
  expect(store.energyLedger.ofConversation('c').energyJ.central).toBe(240)
})

test('a model has one row by its id, called as its newest answer calls it; without an id its name tells it', () => {
  const { energyLedger } = tempStore()
  energyLedger.addAnswer(anAnswer({ modelName: 'New name' }, { startedAtMs: startMs + 48 * hourMs }))
  energyLedger.addAnswer(anAnswer({ modelName: 'Old name' }))
  energyLedger.addAnswer(anAnswer({ modelName: 'Lost', modelId: null }))
  energyLedger.addAnswer(anAnswer({ modelName: 'Other', modelId: null }, { energyJ: aRange(1) }))
  const { models } = energyLedger.totals(...always)
  expect(models.map(({ id, name, answers }) => [id, name, answers])).toEqual([
    ['m', 'New name', 2],
    [null, 'Lost', 1],
    [null, 'Other', 1],
  ])
})

test('hours are added up by model, currency and provenance; what is unknown in one is not lost in the other', () => {
  const folder = tempFolder()
  const { energyLedger } = tempStore(folder)
  energyLedger.addHours([anHour({ carbonG: null }), anHour(), anHour({ modelId: null }), anHour({ modelId: null })])
  energyLedger.addHours([anHour({ money: null }), anHour({ provenance: 'estimated' }), anHour({ kind: 'load' })])
  const db = new Database(storePaths(folder).database, { readonly: true })
  expect(db.prepare('SELECT count(*) FROM hour_energy').pluck().get()).toBe(5)
  db.close()
  const { idle } = energyLedger.totals(...always)
  expect(idle.energyJ.central).toBe(600)
  expect(idle.money).toEqual([{ currency: 'EUR', amount: aRange(2.5) }])
  expect(idle.carbonG).toEqual(aRange(10))
})

// With a day of always 24 hours, the evening after each change fell into the next day or the one before.
test.each([
  ['Europe/Berlin', '2026-03-29T21:59:59Z', '2026-03-29', '2026-03-29T22:00:00Z', '2026-03-30'],
  ['Europe/Berlin', '2026-10-25T22:59:59Z', '2026-10-25', '2026-10-25T23:00:00Z', '2026-10-26'],
  ['America/New_York', '2026-11-02T04:59:59Z', '2026-11-01', '2026-11-02T05:00:00Z', '2026-11-02'],
  ['Asia/Kolkata', '2026-06-01T18:29:59Z', '2026-06-01', '2026-06-01T18:30:00Z', '2026-06-02'],
  ['Pacific/Apia', '2011-12-30T09:59:59Z', '2011-12-29', '2011-12-30T10:00:00Z', '2011-12-31'],
])('in %s, %s is still %s and %s is %s', (zone, before, dayBefore, after, dayAfter) => {
  process.env.TZ = zone
  const { energyLedger } = tempStore()
  energyLedger.addAnswer(anAnswer({}, { startedAtMs: Date.parse(before) }))
  energyLedger.addHours([anHour({ hourStartMs: Date.parse(after) })])
  expect(energyLedger.totals(...always).days.map(({ day, idleJ }) => [day, idleJ])).toEqual([
    [dayBefore, 0],
    [dayAfter, 100],
  ])
})

test('a day stays what it was when the machine is taken to another time zone', () => {
  const { energyLedger } = tempStore()
  process.env.TZ = 'Europe/Berlin'
  energyLedger.addAnswer(anAnswer({}, { startedAtMs: Date.parse('2026-06-01T23:30:00Z') }))
  process.env.TZ = 'America/Los_Angeles'
  energyLedger.addAnswer(anAnswer({}, { startedAtMs: Date.parse('2026-06-02T06:30:00Z') }))
  expect(energyLedger.totals(...always).days.map(({ day }) => day)).toEqual(['2026-06-01', '2026-06-02'])
  const fromMs = Date.parse('2026-06-02T00:00:00Z')
  expect(energyLedger.totals(fromMs, fromMs + 24 * hourMs)).toMatchObject({ answers: 1 })
})
