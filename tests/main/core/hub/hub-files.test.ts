import { expect, it } from 'vitest'
import { hubServiceOf, repositoryOf, testHub } from '../../../support/test-hub.ts'

const repository = {
  id: 'someone/Some Model-GGUF'.replace(' ', '-'),
  files: [
    { path: 'Q8_0/Some-Model-Q8_0-00001-of-00002.gguf', content: 'first half' },
    { path: 'Q8_0/Some-Model-Q8_0-00002-of-00002.gguf', content: 'second half' },
    { path: 'Some Model #1-Q4_0.gguf', content: 'four bits' },
    { path: 'README.md', content: 'read me' },
  ],
}
const parts = repository.files.slice(0, 2).map(({ path }) => path)

it('tells where files are to be fetched from, at a commit, with their sizes and hashes', async () => {
  const { service, hub } = await testHub([repository])
  const revision = hub.commitOf(repository.id)
  const resolved = await service.resolveFiles(repository.id, parts)
  expect(resolved).toEqual({
    revision,
    files: parts.map((path, index) => ({
      path,
      sizeBytes: index === 0 ? 10 : 11,
      sha256: hub.sha256Of(repository.id, path),
    })),
  })
  const url = service.fileUrl(repository.id, revision, parts[1] ?? '')
  expect(url.href).toBe(`${hub.endpoint}/${repository.id}/resolve/${revision}/${parts[1]}`)
  expect(await fetch(url).then((answer) => answer.text())).toBe('second half')
})

it('offers a split model as one, and resolves a name that needs escaping', async () => {
  const { service } = await testHub([repository])
  const { quantizations } = await service.model(repository.id)
  expect(quantizations.map(({ name, sizeBytes, files }) => [name, sizeBytes, files.length])).toEqual([
    ['Q8_0', 21, 2],
    ['Q4_0', 9, 1],
  ])
  const path = 'Some Model #1-Q4_0.gguf'
  const { revision } = await service.resolveFiles(repository.id, [path])
  const url = service.fileUrl(repository.id, revision, path)
  expect(url.href).toContain('/Some%20Model%20%231-Q4_0.gguf')
  expect(await fetch(url).then((answer) => answer.text())).toBe('four bits')
})

// A download of yesterday goes on with yesterday's bytes.
it('stays with a commit when the repository has moved on', async () => {
  const { service, hub } = await testHub([repository])
  const [path = ''] = parts
  const before = await service.resolveFiles(repository.id, [path])
  await hub.changeFile(repository.id, { path, content: 'changed upstream' })
  const { revision } = before
  await expect(service.resolveFiles(repository.id, [path], { revision })).resolves.toEqual(before)
  const now = await service.resolveFiles(repository.id, [path])
  expect(now.revision).not.toBe(revision)
  expect(now.files[0]?.sha256).not.toBe(before.files[0]?.sha256)
})

it('knows no hash of what is not in LFS', async () => {
  const { service } = await testHub([repository])
  const { files } = await service.resolveFiles(repository.id, ['README.md'])
  expect(files[0]).toMatchObject({ sizeBytes: 7, sha256: null })
})

it('says which file is not there', async () => {
  const { service } = await testHub([repository])
  await expect(service.resolveFiles(repository.id, ['gone.gguf'])).rejects.toMatchObject({
    code: 'HUB_NOT_FOUND',
    params: { what: `${repository.id}/gone.gguf` },
  })
})

it.each(['../up.gguf', 'a\\b.gguf', 'C:x.gguf', 'x\0.gguf', '/etc/x.gguf', ''])(
  'asks nobody for the hostile path %j',
  async (path) => {
    const { service, hub } = await testHub([repositoryOf(repository.id, { [path]: 1 })])
    await expect(service.resolveFiles(repository.id, [path])).rejects.toMatchObject({
      code: 'DOWNLOAD_FILE_NAME_REFUSED',
    })
    expect(hub.requests).toEqual([])
  },
)

it('shows the token to the hub alone', async () => {
  const { service, hub } = await testHub([repository], {
    environment: { HF_TOKEN: 'hf_secret' },
    separateContent: true,
  })
  expect(await service.authorization(new URL(`${hub.endpoint}/any/path`))).toBe('Bearer hf_secret')
  expect(await service.authorization(new URL(hub.contentOrigin))).toBeNull()
  for (const elsewhere of [
    'https://huggingface.co/',
    'http://127.0.0.1/',
    `${hub.endpoint.replace('http', 'https')}/`,
  ]) {
    expect(await service.authorization(new URL(elsewhere))).toBeNull()
  }
})

it('has nothing to show without a token', async () => {
  const { service } = hubServiceOf('https://huggingface.co')
  expect(await service.authorization(new URL('https://huggingface.co/x'))).toBeNull()
})

it.each([
  ['https://mirror.example:8443/hub/', 'mirror.example:8443/hub', false],
  ['http://127.0.0.1:9', '127.0.0.1:9', true],
  ['nonsense', 'nonsense', false],
])('names the host of %j', (endpoint, host, isLocal) => {
  const { service } = hubServiceOf(endpoint)
  expect([service.host, service.isLocal]).toEqual([host, isLocal])
})
