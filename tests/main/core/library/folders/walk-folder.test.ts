import { chmod, mkdir, symlink } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { isModelFileName } from '../../../../../main/core/library/folders/model-file-name.ts'
import { walkFolder } from '../../../../../main/core/library/folders/walk-folder.ts'
import { makeTree } from '../../../../support/make-tree.ts'
import { tempFolder } from '../../../../support/temp-store.ts'

async function found(root: string, skip: string[] = []): Promise<string[]> {
  const paths = await walkFolder(root, { isWanted: isModelFileName, skip: new Set(skip) })
  return paths.map((path) => relative(root, path))
}

test('finds GGUF files of any case at any depth, and nothing else', async () => {
  const root = await makeTree(tempFolder(), {
    'b.GGUF': '',
    'a/one.gguf': '',
    'a/deep/er/two.Gguf': '',
    'a/readme.md': '',
    'half.gguf.part': '',
    '._b.gguf': '',
    '.hidden/three.gguf': '',
  })
  expect(await found(root)).toEqual(['a/deep/er/two.Gguf', 'a/one.gguf', 'b.GGUF'])
})

test('of a split model only the first part counts, and a projector for images is no model', async () => {
  const root = await makeTree(tempFolder(), {
    'big-00001-of-00003.gguf': '',
    'big-00002-of-00003.gguf': '',
    'big-00003-of-00003.gguf': '',
    'mmproj-model-f16.gguf': '',
    'model-mmproj.gguf': '',
  })
  expect(await found(root)).toEqual(['big-00001-of-00003.gguf'])
})

// A link to a parent made the first version walk until the path was too long.
test('follows links, looks into each folder once, and ends in a loop', async () => {
  const elsewhere = await makeTree(tempFolder(), { 'm/model.gguf': '', blob: '' })
  const root = await makeTree(tempFolder(), {
    'file.gguf': { linkTo: join(elsewhere, 'blob') },
    'folder-a': { linkTo: join(elsewhere, 'm') },
    'folder-b': { linkTo: join(elsewhere, 'm') },
    'dangling.gguf': { linkTo: join(elsewhere, 'nowhere') },
    'x/y/model.gguf': '',
  })
  await symlink(root, join(root, 'x', 'loop'))
  expect(await found(root)).toEqual(['file.gguf', 'folder-a/model.gguf', 'x/y/model.gguf'])
})

test('goes eight folders deep and no deeper', async () => {
  const root = await makeTree(tempFolder(), { '1/2/3/4/5/6/7/8/in.gguf': '', '1/2/3/4/5/6/7/8/9/out.gguf': '' })
  expect(await found(root)).toEqual(['1/2/3/4/5/6/7/8/in.gguf'])
})

test('passes over what it is told to, by its real path', async () => {
  const root = await makeTree(tempFolder(), { 'a/one.gguf': '', 'b/two.gguf': '' })
  await symlink(join(root, 'b'), join(root, 'link'))
  expect(await found(root, [join(root, 'b')])).toEqual(['a/one.gguf'])
})

test.skipIf(process.getuid?.() === 0)(
  'passes over a folder that cannot be read, and says so of the first one',
  async () => {
    const root = await makeTree(tempFolder(), { 'a/one.gguf': '' })
    await mkdir(join(root, 'closed'), { mode: 0o000 })
    expect(await found(root)).toEqual(['a/one.gguf'])
    await expect(found(join(root, 'closed'))).rejects.toMatchObject({ code: 'EACCES' })
    await chmod(join(root, 'closed'), 0o700)
  },
)

test("a folder that is not there is the system's error", async () => {
  await expect(found(join(tempFolder(), 'gone'))).rejects.toMatchObject({ code: 'ENOENT' })
})
