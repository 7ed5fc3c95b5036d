import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { huggingFace } from '../../../../../../main/core/library/folders/detect/hugging-face.ts'
import { machineOf, modelsOf, systems } from '../../../../../support/foreign-home.ts'
import { makeTree } from '../../../../../support/make-tree.ts'
import { tempFolder } from '../../../../../support/temp-store.ts'

const hub = '.cache/huggingface/hub'
const repository = 'models--bartowski--Qwen3-4B-GGUF'
const blob = 'a'.repeat(64)
const older = '1'.repeat(40)
const newer = '2'.repeat(40)

const link = { linkTo: `../../blobs/${blob}` }

describe.each(systems)('the Hugging Face cache on $platform', ({ platform }) => {
  it('links each file of a revision to a blob that is named by its content', async () => {
    const home = await makeTree(tempFolder(), {
      [`${hub}/${repository}/blobs/${blob}`]: 'GGUF',
      [`${hub}/${repository}/refs/main`]: newer,
      [`${hub}/${repository}/snapshots/${newer}/Qwen3-4B-Q4_K_M.gguf`]: link,
      [`${hub}/models--gpt2/snapshots/${newer}/config.json`]: '{}',
      [`${hub}/datasets--x--y/snapshots/${newer}/data.gguf`]: '',
      [`${hub}/version.txt`]: '1',
    })
    expect(await modelsOf(huggingFace, machineOf(platform, home))).toEqual([
      {
        path: `${hub}/${repository}/snapshots/${newer}/Qwen3-4B-Q4_K_M.gguf`,
        name: null,
        publisher: 'bartowski',
        source: { kind: 'hugging-face', name: 'bartowski/Qwen3-4B-GGUF', revision: newer, fetchedAtMs: null },
        sha256: blob,
      },
    ])
  })

  it.each([
    ['HF_HUB_CACHE', 'moved', 'moved'],
    ['HF_HOME', 'moved', 'moved/hub'],
    ['XDG_CACHE_HOME', 'moved', 'moved/huggingface/hub'],
  ])('may be where %s says', async (name, value, folder) => {
    const home = await makeTree(tempFolder(), { [`${folder}/models--gpt2/snapshots/${newer}/gpt2.gguf`]: '' })
    expect(await modelsOf(huggingFace, machineOf(platform, home, { [name]: join(home, value) }))).toMatchObject([
      { path: `${folder}/models--gpt2/snapshots/${newer}/gpt2.gguf`, publisher: null, sha256: null },
    ])
  })
})

// Each revision has the same links: a model was listed once for each update of its page.
it('takes each file from the newest revision that has it, what main points to first', async () => {
  const home = await makeTree(tempFolder(), {
    [`${hub}/${repository}/blobs/${blob}`]: 'GGUF',
    [`${hub}/${repository}/snapshots/${older}/a.gguf`]: link,
    [`${hub}/${repository}/snapshots/${older}/Q8_0/b-00001-of-00002.gguf`]: { linkTo: `../../../blobs/${blob}` },
    [`${hub}/${repository}/snapshots/${newer}/a.gguf`]: link,
  })
  await utimes(join(home, hub, repository, 'snapshots', older), 1, 1)
  const paths = async () =>
    (await modelsOf(huggingFace, machineOf('linux', home))).map(({ path }) =>
      path.slice(`${hub}/${repository}/snapshots/`.length),
    )
  expect(await paths()).toEqual([`${newer}/a.gguf`, `${older}/Q8_0/b-00001-of-00002.gguf`])
  await makeTree(home, { [`${hub}/${repository}/refs/main`]: `${older}\n` })
  expect(await paths()).toEqual([`${older}/Q8_0/b-00001-of-00002.gguf`, `${older}/a.gguf`])
})

it('passes over a file whose blob is gone, and a repository without revisions', async () => {
  const home = await makeTree(tempFolder(), {
    [`${hub}/${repository}/snapshots/${newer}/gone.gguf`]: link,
    [`${hub}/models--someone--empty/refs/main`]: newer,
  })
  expect(await modelsOf(huggingFace, machineOf('linux', home))).toEqual([])
})
