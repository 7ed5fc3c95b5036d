// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { ConversationSummary } from '#contract/conversations.ts'
import { ConversationRow } from '../../../../../renderer/features/chat/contents/conversation-row.tsx'
import { aRange } from '../../../../support/energies.ts'
import { renderPart, setUpPage } from '../../../harness.tsx'

setUpPage()

const row = (parts: Partial<ConversationSummary>) =>
  renderPart(
    <ConversationRow
      conversation={{
        id: 'c',
        title: 'KV cache',
        createdAtMs: 0,
        updatedAtMs: 0,
        messageCount: 2,
        energyJ: null,
        energyProvenance: null,
        ...parts,
      }}
      isCurrent={false}
      isAnswering={false}
      isRenamed={false}
      isTabStop
      takesFocus={() => false}
      onFocus={vi.fn()}
      onStartRename={vi.fn()}
      onRename={vi.fn()}
      onRemove={vi.fn()}
    />,
  )

test('a conversation shows what its answers took, and says to those who listen how that is known', () => {
  row({ energyJ: aRange(6400, 2), energyProvenance: 'device-counter' })
  expect(screen.getByText('6.40 kJ')).toBeTruthy()
  const link = screen.getByRole('link', { name: 'KV cache' })
  expect(link.getAttribute('aria-description')).toBe('Energy of its answers: 6.40 kJ, by device counters')
})

// The bug: a sum with one estimated answer in it reads like a measurement.
test('where one answer was estimated the sum is a range', () => {
  row({ energyJ: { low: 4000, central: 6400, high: 9000 }, energyProvenance: 'estimated' })
  expect(screen.getByText('4.0–9.0 kJ')).toBeTruthy()
})

test('a conversation of which nothing was measured shows nothing', () => {
  row({})
  expect(screen.queryByText(/J$/)).toBeNull()
  expect(screen.getByRole('link').getAttribute('aria-description')).toBeNull()
})
