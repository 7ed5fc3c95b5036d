import type { HubSort } from '#contract/hub.ts'
import { Fault } from '../fault.ts'
import { type ModelAnswer, modelAnswerSchema, searchAnswerSchema, whoamiAnswerSchema } from './hub-answers.ts'
import type { HubClient } from './hub-client.ts'

/** Repositories of one page: each costs a request for its sizes, of the 500 in five minutes that the hub grants to a stranger. */
export const pageRows = 20

/** What a row needs to be shown should its own request fail. */
const searchFields = ['sha', 'gated', 'likes', 'downloads', 'lastModified', 'tags', 'gguf', 'siblings']

const sortFields: Record<HubSort, string> = {
  // What fits is known only once the sizes are: the hub's most used models come first, and each page is put in order here.
  fit: 'downloads',
  downloads: 'downloads',
  likes: 'likes',
  updated: 'lastModified',
}

export type HubSearchPage = { rows: ModelAnswer[]; cursor: string | null }

/** The requests to the hub that Wattle makes, one method each. Faults: those of `HubClient.get`. */
export class HubApi {
  readonly #client: HubClient

  constructor(client: HubClient) {
    this.#client = client
  }

  /** A page of the GGUF repositories whose names have these words. */
  async search(
    { query, sort, cursor }: { query: string; sort: HubSort; cursor: string | null },
    signal?: AbortSignal,
  ): Promise<HubSearchPage> {
    const address = this.#client.address('api/models')
    const fields = searchFields.map((field) => ['expand', field])
    const search = query === '' ? [] : [['search', query]]
    address.search = new URLSearchParams([
      ...search,
      ['filter', 'gguf'],
      ['sort', sortFields[sort]],
      ['limit', String(pageRows)],
      ...(cursor === null ? [] : [['cursor', cursor]]),
      ...fields,
    ]).toString()
    const reply = await this.#client.get(address, {
      schema: searchAnswerSchema,
      purpose: 'hub-search',
      what: 'api/models',
      signal,
    })
    return { rows: reply.value, cursor: nextCursor(reply.header('link')) }
  }

  /** All of a repository, with its files' sizes and hashes: at a commit, or as it is now (null), when `sha` tells the commit. */
  async model(
    repository: string,
    revision: string | null,
    signal?: AbortSignal,
  ): Promise<ModelAnswer & { sha: string }> {
    const at = revision === null ? '' : `/revision/${revision}`
    const address = this.#client.address(`api/models/${repository}${at}?blobs=true`)
    const { value } = await this.#client.get(address, {
      schema: modelAnswerSchema,
      purpose: 'hub-model',
      what: repository,
      repository,
      signal,
    })
    const sha = value.sha ?? revision
    if (sha === null) throw new Fault('HUB_ANSWER_INVALID', { params: { host: address.host }, detail: 'no commit' })
    return { ...value, sha }
  }

  /** Rejects with HUB_UNAUTHORIZED where the hub does not know the token. */
  async whoami(token: string): Promise<void> {
    const address = this.#client.address('api/whoami-v2')
    await this.#client.get(address, { schema: whoamiAnswerSchema, purpose: 'hub-token', what: 'whoami', token })
  }
}

/** The cursor out of `<address?cursor=…>; rel="next"`. The address itself is not followed: it might lead elsewhere. */
function nextCursor(link: string | null): string | null {
  const next = link?.match(/<([^>]*)>\s*;\s*rel="?next"?/)?.[1]
  if (next === undefined || !URL.canParse(next, 'http://hub')) return null
  return new URL(next, 'http://hub').searchParams.get('cursor')
}
