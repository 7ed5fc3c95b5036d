import { expect, test } from 'vitest'
import { addressesOf, JsonDocuments, wattsOf } from '../../../../../main/probes/power/amd-smi/amd-smi-json.ts'
import { powerFixture } from '../../../../support/power-fixture.ts'

test('reads the cards and their addresses', () => {
  expect([...addressesOf(powerFixture('amd-smi-list.json'))]).toEqual([
    [0, '0000:03:00.0'],
    [1, '0000:83:00.0'],
  ])
})

// The bug: a card that tells nothing takes 4294967295 W, or 65535.
test('reads the power in every form that the tool has had', () => {
  expect([...wattsOf(powerFixture('amd-smi-metric-units.json'))]).toEqual([[0, 142]])
  expect([...wattsOf(powerFixture('amd-smi-metric-wrapped.json'))]).toEqual([
    [0, 410.5],
    [1, 12],
  ])
  expect([...wattsOf(powerFixture('amd-smi-metric-old.json'))]).toEqual([[0, 90]])
})

test.each([
  '',
  'null',
  '{}',
  '[1, null, {}]',
  '[{"gpu": "0", "power": {}}]',
  '[{"gpu": 0, "power": "N/A"}]',
  '{"gpu_data": 3}',
  '[{"gpu":0',
])('reads nothing out of %j', (text) => {
  expect(wattsOf(text).size).toBe(0)
  expect(addressesOf(text).size).toBe(0)
})

test('takes no address that is none', () => {
  expect(addressesOf('[{"gpu": 0, "bdf": "N/A"}, {"gpu": 1, "bdf": "../../etc"}]').size).toBe(0)
})

test('puts documents together out of lines, whatever stands between them', () => {
  const documents = new JsonDocuments()
  const texts = ['amd-smi-metric-units.json', 'amd-smi-metric-wrapped.json'].map((name) => powerFixture(name).trim())
  const lines = `${texts[0]}\nWARNING: not in the render group\n${texts[1]}\n[{"gpu": 0}]\n{`.split('\n')
  const got = lines.map((line) => documents.push(line)).filter((one) => one !== null)
  expect(got).toEqual([...texts, '[{"gpu": 0}]'])
})

// The bug: a document that never ends fills the memory.
test('gives a document up that does not end, and reads the next', () => {
  const documents = new JsonDocuments()
  documents.push('[')
  for (let line = 0; line < 100; line += 1) expect(documents.push(`  "${'x'.repeat(10_000)}",`)).toBe(null)
  expect(wattsOf(documents.push(']') ?? '').size).toBe(0)
  documents.push('[')
  expect(documents.push(']')).toBe('[\n]')
})
