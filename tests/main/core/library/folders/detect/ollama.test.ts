import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ollama } from '../../../../../../main/core/library/folders/detect/ollama.ts'
import { machineOf, modelsOf, systems } from '../../../../../support/foreign-home.ts'
import { makeTree } from '../../../../../support/make-tree.ts'
import { tempFolder } from '../../../../../support/temp-store.ts'

const first = 'a'.repeat(64)
const second = 'b'.repeat(64)
const library = '.ollama/models/manifests/registry.ollama.ai/library'

const manifest = (digest: unknown) =>
  JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
    config: {
      mediaType: 'application/vnd.docker.container.image.v1+json',
      digest: `sha256:${'c'.repeat(64)}`,
      size: 5,
    },
    layers: [
      { mediaType: 'application/vnd.ollama.image.license', digest: `sha256:${'d'.repeat(64)}`, size: 5 },
      { mediaType: 'application/vnd.ollama.image.model', digest, size: 5 },
      { mediaType: 'application/vnd.ollama.image.projector', digest: `sha256:${'e'.repeat(64)}`, size: 5 },
    ],
  })

describe.each(systems)('Ollama on $platform', ({ platform }) => {
  it('names a model by its manifest, and its file by the hash of its content', async () => {
    const home = await makeTree(tempFolder(), {
      [`${library}/llama3.2/3b`]: manifest(`sha256:${first}`),
      [`${library}/llama3.2/latest`]: manifest(`sha256:${first}`),
      '.ollama/models/manifests/hf.co/bartowski/Qwen3-4B-GGUF/Q4_K_M': manifest(`sha256:${second}`),
      [`.ollama/models/blobs/sha256-${first}`]: 'GGUF',
      [`.ollama/models/blobs/sha256-${second}`]: 'GGUF',
    })
    expect(await modelsOf(ollama, machineOf(platform, home))).toEqual([
      {
        path: `.ollama/models/blobs/sha256-${second}`,
        name: 'hf.co/bartowski/Qwen3-4B-GGUF:Q4_K_M',
        publisher: 'bartowski',
        source: { kind: 'ollama', name: 'hf.co/bartowski/Qwen3-4B-GGUF:Q4_K_M', revision: null, fetchedAtMs: null },
        sha256: second,
      },
      {
        path: `.ollama/models/blobs/sha256-${first}`,
        name: 'llama3.2:3b',
        publisher: null,
        source: { kind: 'ollama', name: 'llama3.2:3b', revision: null, fetchedAtMs: null },
        sha256: first,
      },
    ])
  })

  it('may have its models where OLLAMA_MODELS says', async () => {
    const home = await makeTree(tempFolder(), {
      'big/manifests/registry.ollama.ai/someone/tuned/1b': manifest(`sha256:${first}`),
      [`big/blobs/sha256-${first}`]: 'GGUF',
    })
    const machine = machineOf(platform, home, { OLLAMA_MODELS: join(home, 'big') })
    expect(await modelsOf(ollama, machine)).toMatchObject([{ name: 'someone/tuned:1b', publisher: 'someone' }])
  })
})

it('as a service on Linux has its models in /usr/share', async () => {
  const home = tempFolder()
  expect(await ollama.candidates(machineOf('linux', home))).toContain('/usr/share/ollama/.ollama/models')
  expect(await ollama.candidates(machineOf('win32', home))).toEqual([join(home, '.ollama/models')])
})

it.each([
  ['that leads out of the blobs', manifest('sha256:../../../../secret')],
  ['with a path after the hash', manifest(`sha256:${first}/../x`)],
  ['that is too short', manifest('sha256:abc')],
  ['of another kind', manifest(`sha512:${first}`)],
  ['that is no text', manifest(7)],
  ['of a blob that is not there', manifest(`sha256:${second}`)],
  ['in no JSON', '{ layers:'],
  ['in no manifest', '[]'],
])('passes over a digest %s', async (_, content) => {
  const home = await makeTree(tempFolder(), {
    [`${library}/llama3.2/3b`]: content,
    [`.ollama/models/blobs/sha256-${first}`]: 'GGUF',
    // Where each of them would lead, if it were believed.
    '.ollama/secret': 'GGUF',
    '.ollama/models/blobs/x': 'GGUF',
    '.ollama/models/blobs/sha256-abc': 'GGUF',
    [`.ollama/models/blobs/sha512-${first}`]: 'GGUF',
  })
  expect(await modelsOf(ollama, machineOf('linux', home))).toEqual([])
})

it('passes over manifests at the wrong depth', async () => {
  const home = await makeTree(tempFolder(), {
    '.ollama/models/manifests/registry.ollama.ai/library/llama3.2': manifest(`sha256:${first}`),
    [`${library}/llama3.2/3b/more`]: manifest(`sha256:${first}`),
    [`.ollama/models/blobs/sha256-${first}`]: 'GGUF',
  }).catch(() => null)
  // The first name is a file, and so cannot be a folder too.
  const other = await makeTree(tempFolder(), {
    [`${library}/llama3.2/3b/more`]: manifest(`sha256:${first}`),
    [`.ollama/models/blobs/sha256-${first}`]: 'GGUF',
  })
  expect(home).toBeNull()
  expect(await modelsOf(ollama, machineOf('linux', other))).toEqual([])
})
