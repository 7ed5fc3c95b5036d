// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import type { Message } from '#contract/conversations.ts'
import type { AnswerEnergy } from '#contract/energy.ts'
import { AnswerNotes } from '../../../../../renderer/features/chat/conversation/answer-notes.tsx'
import { StatisticsLine } from '../../../../../renderer/features/chat/conversation/statistics-line.tsx'
import { createStores } from '../../../../../renderer/stores/stores.tsx'
import { aMeterState, aRange, someEnergy, someEstimate } from '../../../../support/energies.ts'
import { aMessage, someConditions, someFigures } from '../../../../support/messages.ts'
import { renderPart, setUpPage } from '../../../harness.tsx'

setUpPage()

const line = (energy: AnswerEnergy | null, { isFresh = false, meter = aMeterState() } = {}) => {
  const stores = createStores()
  stores.meter.setState(meter, true)
  const message = aMessage({ conversationId: 'c', role: 'assistant', state: 'complete', figures: someFigures, energy })
  return renderPart(<StatisticsLine message={message} isFresh={isFresh} onRegenerate={() => undefined} />, { stores })
}

const notes = async () => {
  fireEvent.click(screen.getByRole('button', { name: /Show the energy of this answer$/ }))
  return within(await screen.findByRole('dialog', { name: 'Energy of this answer' }))
}

test('a measured answer says what it took, what that cost and by what it is known', () => {
  line(someEnergy)
  expect(screen.getByText('240 J ≈ 0.0020 ¢')).toBeTruthy()
  expect(screen.getByText('Device counter')).toBeTruthy()
})

// The bug: an estimate with one figure reads like a measurement.
test('an estimated answer is a range, in energy and in money', () => {
  const amount = { low: 0.0000117, central: 0.00002, high: 0.0000317 }
  line({ ...someEstimate, money: { currency: 'EUR', amount, prices: [{ pricePerKwh: 0.3, share: 1 }] } })
  expect(screen.getByText('140–380 J ≈ 0.0012–0.0032 ¢')).toBeTruthy()
  expect(screen.getByText('Estimated')).toBeTruthy()
})

test('without a tariff there is energy and no money', () => {
  line({ ...someEnergy, money: null })
  expect(screen.getByText('240 J')).toBeTruthy()
})

describe('where no energy is known', () => {
  test('an answer of before says that it was not measured, and why', () => {
    line(null)
    const badge = screen.getByRole('button', { name: 'Not measured' })
    expect(badge.getAttribute('aria-description')).toContain(
      'No reading of the time in which this was written was kept.',
    )
  })

  // The bug: “Not measured” stands there for a second and turns into a figure.
  test('one that has just ended is being measured, and after a while it was not', () => {
    vi.useFakeTimers()
    try {
      line(null, { isFresh: true })
      expect(screen.getByText('Measuring')).toBeTruthy()
      act(() => vi.advanceTimersByTime(10_000))
      expect(screen.queryByText('Measuring')).toBeNull()
      expect(screen.getByText('Not measured')).toBeTruthy()
    } finally {
      vi.useRealTimers()
    }
  })

  // The bug: the machine has a meter, and the line says that none was found.
  test('one that was not measured while a meter is there blames the readings', () => {
    vi.useFakeTimers()
    try {
      line(null, { isFresh: true })
      act(() => vi.advanceTimersByTime(10_000))
      const words = screen.getByRole('button', { name: 'Not measured' }).getAttribute('aria-description')
      expect(words).toContain('No reading of the time in which this was written was kept.')
    } finally {
      vi.useRealTimers()
    }
  })

  test('one that has just ended where nothing is read waits for nothing', () => {
    line(null, { isFresh: true, meter: aMeterState({ sources: [], charged: null }) })
    const badge = screen.getByRole('button', { name: 'Not measured' })
    expect(badge.getAttribute('aria-description')).toContain('No meter was found on this machine')
  })
})

describe('an answer that was cut short and has no figures', () => {
  const cut = (parts: Partial<Message>) =>
    aMessage({
      conversationId: 'c',
      role: 'assistant',
      state: 'interrupted',
      problem: { code: 'ENGINE_CRASHED', params: {}, detail: null },
      conditions: someConditions,
      ...parts,
    })
  const show = (message: Message) =>
    renderPart(
      <>
        <StatisticsLine message={message} isFresh={false} onRegenerate={() => undefined} />
        <AnswerNotes message={message} />
      </>,
    )

  // The bug: what the engine took until it died is charged, adds up in every total, and stands nowhere at the answer.
  test('says what it took, in its line and in its notes', () => {
    show(cut({ energy: someEnergy }))
    expect(screen.getByText('240 J ≈ 0.0020 ¢')).toBeTruthy()
    expect(screen.getByText('Above idle')).toBeTruthy()
  })

  test('says that the app ended, where that is why nothing is known', () => {
    show(cut({ problem: { code: 'APP_CLOSED', params: {}, detail: null } }))
    const words = screen.getByRole('button', { name: 'Not measured' }).getAttribute('aria-description')
    expect(words).toContain('Wattle ended while this was written, and kept no reading of that time.')
  })

  test('says nothing of energy where it never began', () => {
    show(cut({ state: 'failed', conditions: null }))
    expect(screen.queryByRole('button', { name: 'Not measured' })).toBeNull()
  })
})

test('the badge tells what is covered, what is left out, and the error', () => {
  line(someEnergy)
  const words = screen.getByRole('button', { name: 'Device counter' }).getAttribute('aria-description')
  expect(words).toContain('Covers: the processor.')
  expect(words).toContain("Leaves out: memory, board, drives, fans and the supply's loss.")
  expect(words).toContain('Read with: package-0, RAPL counter.')
  expect(words).toContain('Error: ±2 %.')
})

test('behind the figure stands all that is known: per token, above idle, carbon', async () => {
  line(someEnergy)
  const list = await notes()
  const rows = [...list.getAllByRole('term')].map((term) => [term.textContent, term.nextElementSibling?.textContent])
  expect(rows).toEqual([
    ['Energy', '240 J'],
    ['In watt-hours', '66.7 mWh'],
    ['Above idle', '120 J'],
    ['Mean power', '30.0 W'],
    ['Per token', '2.00 J'],
    ['Per prompt token', '0.100 J'],
    ['Electricity', '0.0020 ¢'],
    ['CO₂e', '22.8 mg'],
  ])
})

// The bug: a prompt of 60 ms read as so many joules by a meter that reads ten times a second.
test('a window that is too short says so', async () => {
  line(someEstimate)
  const list = await notes()
  expect(list.getByText('Per prompt token').nextElementSibling?.textContent).toBe('too short to tell')
  expect(list.getByText('Above idle').nextElementSibling?.textContent).toBe('not known yet')
})

test('a gap, answers at the same time and the hardware are told where there are such', async () => {
  line({ ...someEnergy, gapMs: 1200, parallelAnswers: 3, hardware: { currency: 'EUR', amount: 0.0042 } })
  const list = await notes()
  expect(list.getByText('Not read').nextElementSibling?.textContent).toBe('1.20 s')
  expect(list.getByText('Shared with').nextElementSibling?.textContent).toBe('2 answers')
  expect(list.getByText('Hardware').nextElementSibling?.textContent).toBe('0.420 ¢')
  // Read for 6.8 of the 8 seconds.
  expect(list.getByText('Mean power').nextElementSibling?.textContent).toBe('35.3 W')
})

test('energy of nothing has no error to tell', () => {
  line({ ...someEnergy, energyJ: aRange(0), money: null })
  expect(screen.getByText('0 J')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Device counter' }).getAttribute('aria-description')).not.toContain('Error')
})
