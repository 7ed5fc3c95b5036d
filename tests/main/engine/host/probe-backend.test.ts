import { getEventListeners } from 'node:events'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { probeBackend } from '../../../../main/engine/host/probe-backend.ts'

const probeChildPath = resolve(import.meta.dirname, '../../../support/engine-children/bad-probe.ts')

describe('a probe process that goes wrong', () => {
  it('by a crash is a failed backend with the signal and its last words', async () => {
    const probe = await probeBackend('cuda', { probeChildPath })
    expect(probe).toMatchObject({
      status: 'failed',
      backend: 'cuda',
      reason: expect.stringContaining('Crashed with SIGSEGV'),
    })
    expect(probe).toMatchObject({ reason: expect.stringContaining('driver trouble with cuda') })
  })

  it('by an exit is a failed backend with the code', async () => {
    const probe = await probeBackend('cpu', { probeChildPath })
    expect(probe).toMatchObject({ status: 'failed', reason: expect.stringContaining('exit code 7') })
  })

  it('by hanging is a failed backend after the time limit', async () => {
    const probe = await probeBackend('vulkan', { probeChildPath, timeoutMs: 300 })
    expect(probe).toMatchObject({ status: 'failed', reason: expect.stringContaining('No answer within 0.3 s') })
  })

  it('by nonsense is a failed backend', async () => {
    const { signal } = new AbortController()
    const probe = await probeBackend('metal', { probeChildPath, signal })
    expect(probe).toMatchObject({ status: 'failed', backend: 'metal' })
    // Each probe again left one behind on the app's own signal.
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })

  it('is given up on abort', async () => {
    const abort = new AbortController()
    const probe = probeBackend('vulkan', { probeChildPath, signal: abort.signal })
    abort.abort(new Error('closed'))
    await expect(probe).rejects.toThrow('closed')
  })
})
