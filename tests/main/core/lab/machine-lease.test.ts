import { describe, expect, it } from 'vitest'
import { Fault } from '../../../../main/core/fault.ts'
import { type LeaseHolder, MachineLease } from '../../../../main/core/lab/machine-lease.ts'
import { engineBench, textOfAnswer } from '../../../support/engine-bench.ts'

const run: LeaseHolder = { kind: 'run', name: 'a ladder of six', locksChat: true }
const quantize: LeaseHolder = { kind: 'quantize', name: 'Q4_K_M', locksChat: false }

describe('the machine while the lab works', () => {
  it('is one work’s alone, until that gives it back', async () => {
    const lease = new MachineLease(async () => undefined)
    const giveBack = await lease.take(run)
    await expect(lease.take(quantize)).rejects.toMatchObject({ code: 'LAB_BUSY' })
    giveBack()
    const giveBackNext = await lease.take(quantize)
    // A way back that is taken twice must not end another's work.
    giveBack()
    expect(lease.holder.value).toBe(quantize)
    giveBackNext()
    expect(lease.holder.value).toBeNull()
  })

  it('is nobody’s where the chat’s models could not be freed', async () => {
    const lease = new MachineLease(() => Promise.reject(new Fault('APP_CLOSED')))
    await expect(lease.take(run)).rejects.toMatchObject({ code: 'APP_CLOSED' })
    expect(lease.holder.value).toBeNull()
  })

  it('frees the chat’s models and refuses answers and loads, says for what, and answers again afterwards', async () => {
    const { service, ask, lease, link } = engineBench()
    await ask('Before?')
    const giveBack = await lease.take(run)
    expect(link.unloads).toBe(1)
    const refusal = { code: 'LAB_IN_PROGRESS', params: { name: 'a ladder of six' } }
    await expect(ask('Meanwhile?')).rejects.toMatchObject(refusal)
    await expect(service.load('b')).rejects.toMatchObject(refusal)
    // The engine itself has no problem that a model plate would go on showing.
    expect(service.state.value).toMatchObject({ phase: 'off', problem: null, live: null })
    giveBack()
    expect(textOfAnswer(await ask('After?'))).toBe('Paris is the capital of France.')
  })

  it('lets the chat answer while it only quantizes', async () => {
    const { ask, lease } = engineBench()
    await lease.take(quantize)
    expect(textOfAnswer(await ask('Meanwhile?'))).toBe('Paris is the capital of France.')
  })
})
