import type { GuideEntry, MeterState, PowerSource } from '#contract/meter.ts'
import type { Settings } from '#contract/settings.ts'
import { aMeterState, aRange } from '../energies.ts'
import type { FakeWebApp } from '../fake-web-app.ts'
import { showcasePower } from './power-trace.ts'
import { showcaseSources } from './sources.ts'
import { showcaseConversations, showcaseYear } from './year.ts'

/*
 * A meter as a person may have it after some months, for pictures: a plug and the parts of a machine with a graphics card. All of it is made
 * up, and put into a real database through the repositories; nothing in these pictures was measured.
 */

const noiselessEstimate: PowerSource = {
  id: 'estimate:machine',
  collector: 'estimate',
  name: '',
  scope: 'whole-machine',
  provenance: 'estimated',
  state: 'live',
  updatePeriodMs: 500,
  powerW: { low: 38, central: 55, high: 90 },
  isCharged: true,
  coveredById: null,
  problem: null,
  retryAtMs: null,
}

/** What such a machine would be told of its meters. */
export const showcaseGuide: GuideEntry[] = [
  { id: 'nvml', state: 'working', params: { device: 'NVIDIA GeForce RTX 4060' }, command: null },
  {
    id: 'rapl',
    state: 'locked',
    params: { path: '/sys/class/powercap/intel-rapl:0/energy_uj', group: 'me', count: 2 },
    command: "printf '%s\\n' 'SUBSYSTEM==\"powercap\", …' | sudo tee /etc/udev/rules.d/70-wattle-rapl.rules",
  },
  { id: 'plug', state: 'missing', params: {}, command: null },
  { id: 'battery', state: 'impossible', params: {}, command: null },
]

const tariff: Settings['tariff'] = {
  currency: 'EUR',
  pricePerKwh: 0.3,
  periods: [],
  timeZone: 'Europe/Berlin',
  source: null,
}

/** Keeps the meter at a state of its own: what the real one would say is nothing. */
function holdState({ core }: FakeWebApp, state: MeterState): void {
  core.meter.state.set(state)
  core.meter.state.set = () => undefined
  core.meter.guide = () => showcaseGuide
  core.meter.check = async () => showcaseGuide
}

/** Gives the app a year of answers, power and money. */
export function fillMeter(app: FakeWebApp, nowMs: number, days = 260): void {
  const { core, store } = app
  core.settings.change({ tariff, exchangeRate: { currency: 'EUR', perDollar: 0.87, asOf: '2026-11' } })
  for (const { id, title } of showcaseConversations) {
    store.conversations.append({
      conversation: { id, title, createdAtMs: nowMs, settings: { systemPrompt: null, sampling: {} } },
      messages: [],
    })
  }
  const { answers, hours } = showcaseYear(nowMs, days)
  for (const answer of answers) store.energyLedger.addAnswer(answer)
  store.energyLedger.addHours(hours)
  store.powerHistory.append(showcaseSources, showcasePower(nowMs))
  holdState(
    app,
    aMeterState({
      sources: [...showcaseSources],
      charged: { powerW: aRange(158, 1), provenance: 'wall-metered', scopes: ['whole-machine'], leavesOut: [] },
      idlePowerW: aRange(79, 2),
    }),
  )
}

/** Gives the app a machine that nothing is measured on, with an estimate of some minutes. */
export function fillEstimate(app: FakeWebApp, nowMs: number): void {
  const pieces = Array.from({ length: 240 }, (_, index) => {
    const watts = index % 60 < 25 ? 1 : 0.55
    const joules = (part: number) => part * watts
    const { low, central, high } = noiselessEstimate.powerW ?? aRange(0)
    return {
      sourceId: noiselessEstimate.id,
      atMs: nowMs - (240 - index) * 1000,
      durationMs: 1000,
      energyJ: joules(central),
      lowJ: joules(low),
      highJ: joules(high),
    }
  })
  app.store.powerHistory.append([noiselessEstimate], pieces)
  holdState(
    app,
    aMeterState({
      sources: [noiselessEstimate],
      charged: {
        powerW: { low: 38, central: 55, high: 90 },
        provenance: 'estimated',
        scopes: ['whole-machine'],
        leavesOut: [],
      },
    }),
  )
}
