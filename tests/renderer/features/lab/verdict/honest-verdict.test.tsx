// @vitest-environment jsdom
import { ORPCError } from '@orpc/client'
import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { aLabRun, aLadderRun } from '../../../../support/lab-runs.ts'
import { aloneRun, importedRun, partialRun, tokenizersRun } from '../../../../support/lab-showcase/verdict-runs.ts'
import { setUpPage } from '../../../harness.tsx'
import { comparison, rowOf, showVerdict } from './show-verdict.tsx'

setUpPage()

beforeEach(() => {
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(700)
})

test('where two do not differ clearly it is said in words', async () => {
  const run = aLabRun()
  const samples = run.samples.map((sample) =>
    sample.variant === 1 ? { ...sample, tokensPerSecond: sample.tokensPerSecond / 1.3 } : sample,
  )
  showVerdict({ ...run, samples })
  const table = await comparison()
  await waitFor(() => expect(within(table).getAllByText('no clear difference').length).toBeGreaterThan(0))
})

test('a cancelled run says what it is, who was not measured and what nobody measured', async () => {
  showVerdict(partialRun())
  expect(await screen.findByText(/^Cancelled after 3 of at most 20 blocks/)).toBeTruthy()
  expect(await screen.findByText('Q6_K has no measurement and is not ranked.')).toBeTruthy()
  expect(screen.getByText(/^Energy was not measured/)).toBeTruthy()
  expect(screen.getByText(/^Quality was not measured/)).toBeTruthy()
  expect((await rowOf('Q6_K')).textContent).toContain('–')
})

test('a run of another program says whose it is, and cannot be run again here', async () => {
  showVerdict(importedRun())
  expect(await screen.findByText(/^Imported from llama-bench's output/)).toBeTruthy()
  expect(await screen.findByRole('region', { name: 'Recommended for its machine' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Run again' })).toBeNull()
})

test('one variant alone is compared with nothing', async () => {
  showVerdict(aloneRun())
  expect(await screen.findByRole('region', { name: 'What was measured' })).toBeTruthy()
  expect(screen.queryByRole('region', { name: 'Your limits' })).toBeNull()
  expect(await screen.findByText('Q4_K_M, alone: there is nothing to compare it with.')).toBeTruthy()
})

test('perplexities of two tokenizers stand in two tables and rank nothing', async () => {
  showVerdict(tokenizersRun())
  expect(await screen.findByText(/2 different tokenizers: their perplexities are not comparable/)).toBeTruthy()
  const quality = await screen.findByRole('region', { name: 'Quality' })
  expect(within(quality).getAllByRole('table')).toHaveLength(2)
  expect(within(await comparison()).queryByRole('columnheader', { name: /Perplexity/ })).toBeNull()
})

test('a reference that is a quantization is said aloud', async () => {
  const run = aLadderRun('large')
  const setup = run.qualitySetup
  if (setup === null) throw new Error('The ladder has no reference.')
  showVerdict({ ...run, qualitySetup: { ...setup, reference: { ...setup.reference, quantization: 'Q8_0' } } })
  expect(await screen.findByText(/^Quality against Q8_0, not F16/)).toBeTruthy()
})

test('energy that was estimated is a range wherever it stands', async () => {
  const run = aLadderRun('small')
  const samples = run.samples.map((sample) => ({
    ...sample,
    energy: sample.energy && {
      ...sample.energy,
      provenance: 'estimated' as const,
      energyJ: {
        low: sample.energy.energyJ.central * 0.5,
        central: sample.energy.energyJ.central,
        high: sample.energy.energyJ.central * 2,
      },
    },
  }))
  showVerdict({ ...run, samples, energyProvenance: 'estimated' })
  const row = await rowOf('Q4_K_M')
  expect(row.textContent).toMatch(/0\.\d+–0\.\d+/)
  expect(row.textContent).not.toContain('0.420')
})

test('a run that is gone says so, and one in which nothing was measured keeps its notes and its method', async () => {
  const fault = (code: string) => async () => {
    throw new ORPCError(code, { data: { params: {}, detail: '' } })
  }
  showVerdict(aLabRun(), { client: { lab: { run: fault('LAB_RUN_NOT_FOUND') } } })
  expect(await screen.findByRole('alert')).toBeTruthy()
  showVerdict(aLabRun(), { client: { lab: { verdict: fault('LAB_RUN_EMPTY') } } })
  expect(await screen.findByRole('button', { name: /^Method and environment/ })).toBeTruthy()
  await waitFor(() => expect(screen.getAllByRole('alert')).toHaveLength(2))
})
