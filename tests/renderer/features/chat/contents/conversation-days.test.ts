import { expect, test } from 'vitest'
import { rowsByDay } from '../../../../../renderer/features/chat/contents/conversation-days.ts'
import { applyChange } from '../../../../../renderer/features/chat/contents/conversations.ts'
import { rowAfterKey } from '../../../../../renderer/ui/roving.ts'

const at = (updatedAtMs: number, id = String(updatedAtMs)) => ({
  id,
  title: id,
  createdAtMs: 0,
  updatedAtMs,
  messageCount: 2,
  energyJ: null,
  energyProvenance: null,
})
const now = new Date(2026, 10, 23, 0, 30).getTime()
const hour = 3_600_000

test('conversations stand below their days: today and yesterday by the calendar, not by 24 hours', () => {
  const rows = rowsByDay([at(now), at(now - hour), at(now - 2 * hour), at(now - 30 * hour)], now)
  expect(rows.map((row) => (row.kind === 'day' ? row.day : 'conversation'))).toEqual([
    'today',
    'conversation',
    'yesterday',
    'conversation',
    'conversation',
    new Date(2026, 10, 21).getTime(),
    'conversation',
  ])
})

test('a change moves its conversation to its place, a removal takes it out', () => {
  const list = [at(30, 'a'), at(20, 'b'), at(10, 'c')]
  const ids = (changed: readonly { id: string }[]) => changed.map(({ id }) => id)
  expect(ids(applyChange(list, { type: 'changed', conversation: at(40, 'c') }))).toEqual(['c', 'a', 'b'])
  expect(ids(applyChange(list, { type: 'changed', conversation: at(25, 'd') }))).toEqual(['a', 'd', 'b', 'c'])
  expect(ids(applyChange(list, { type: 'changed', conversation: at(5, 'a') }))).toEqual(['b', 'c', 'a'])
  expect(ids(applyChange(list, { type: 'removed', id: 'b' }))).toEqual(['a', 'c'])
})

test('arrows walk the rows and leave above the first', () => {
  expect(rowAfterKey('ArrowDown', 4, 5)).toBe(4)
  expect(rowAfterKey('ArrowUp', 0, 5)).toBe(-1)
  expect(rowAfterKey('End', 0, 5)).toBe(4)
  expect(rowAfterKey('Enter', 0, 5)).toBeNull()
})
