import { type Commit, type HubRepository, pointerBytes, type StoredFile } from './repository.ts'

/*
 * What the hub says about a repository, in its own words. Written after huggingface_hub's and huggingface.js's sources, and recorded
 * answers: a search's `siblings` have names alone, `blobs=true` adds sizes and LFS ids, and the content's hash is `lfs.sha256`
 * (`lfs.oid` in a tree), never `oid` or `blobId`.
 */

/** A row of a search, with the fields that were asked for. */
export function searchRow(repository: HubRepository, head: Commit, expand: readonly string[]): Record<string, unknown> {
  const all = modelInfo(repository, head, { blobs: false })
  const fields = expand.length === 0 ? ['likes', 'downloads', 'tags', 'private', 'createdAt', 'pipeline_tag'] : expand
  return Object.fromEntries(
    Object.entries(all).filter(([key]) => key === '_id' || key === 'id' || fields.includes(key)),
  )
}

/** The answer to `/api/models/<repository>/revision/<revision>`. */
export function modelInfo(
  repository: HubRepository,
  commit: Commit,
  { blobs }: { blobs: boolean },
): Record<string, unknown> {
  const { id, licence, gguf, extra: { siblings: _, ...extra } = {} } = repository
  return {
    _id: '66b0c0ffee66b0c0ffee66b0',
    id,
    modelId: id,
    author: id.split('/')[0],
    private: false,
    gated: repository.gated ?? false,
    disabled: false,
    downloads: repository.downloads ?? 0,
    likes: repository.likes ?? 0,
    lastModified: repository.lastModified ?? '2026-05-01T12:00:00.000Z',
    createdAt: '2026-01-01T12:00:00.000Z',
    library_name: 'gguf',
    pipeline_tag: 'text-generation',
    tags: ['gguf', 'text-generation', ...(licence === undefined ? [] : [`license:${licence}`]), 'region:us'],
    ...(licence !== undefined && { cardData: { license: licence } }),
    ...(gguf && { gguf: { ...gguf, chat_template: '{{ messages }}', bos_token: '<s>', eos_token: '</s>' } }),
    sha: commit.sha,
    siblings: siblingsOf(repository, commit, blobs),
    spaces: [],
    usedStorage: commit.files.reduce((sum, file) => sum + file.sizeBytes, 0),
    ...extra,
  }
}

/** Names alone, unless sizes were asked for. */
function siblingsOf({ extra }: HubRepository, commit: Commit, blobs: boolean): unknown[] {
  const own = commit.files.map((file) => ({ rfilename: file.path, ...blob(file) }))
  const siblings = Array.isArray(extra?.siblings) ? extra.siblings : own
  return blobs ? siblings : siblings.map(({ rfilename }) => ({ rfilename }))
}

function blob({ sizeBytes, gitOid, sha256, isLfs }: StoredFile): Record<string, unknown> {
  return {
    blobId: gitOid,
    size: sizeBytes,
    ...(isLfs && { lfs: { sha256, size: sizeBytes, pointerSize: pointerBytes } }),
  }
}

/** One entry of `/api/models/<repository>/tree/<revision>?recursive=true`. */
export function treeEntry({ path, sizeBytes, gitOid, sha256, isLfs }: StoredFile): Record<string, unknown> {
  return {
    type: 'file',
    oid: gitOid,
    size: sizeBytes,
    ...(isLfs && { lfs: { oid: sha256, size: sizeBytes, pointerSize: pointerBytes }, xetHash: xetHash(sha256) }),
    path,
  }
}

/** Another hash of 64 digits that is not the content's: the content network's ETag. */
export function xetHash(sha256: string): string {
  return [...sha256].reverse().join('')
}
