import type { Dispatcher } from 'undici'
import type { HubAccess, HubSort } from '#contract/hub.ts'
import type { OfferedModel } from '#contract/offers.ts'
import type { HubFiles, ResolvedFiles } from '../downloads/hub-files.ts'
import { Fault } from '../fault.ts'
import { safeRelativePath } from '../files/safe-file-name.ts'
import { isLoopback } from '../network/addresses.ts'
import type { NetworkLog } from '../network/network-log.ts'
import type { SecretStore } from '../ports/secret-store.ts'
import { AccessToken } from './access-token.ts'
import { catalogOffers } from './catalog-offers.ts'
import type { ModelAnswer } from './hub-answers.ts'
import { HubApi } from './hub-api.ts'
import { HubClient } from './hub-client.ts'
import { endpointText, shownAddress, shownProxy } from './hub-endpoint.ts'
import { ModelShelf } from './model-shelf.ts'
import { byFit } from './offer-order.ts'
import { type OfferContext, offeredModel } from './offered-model.ts'

type HubServiceOptions = {
  dispatcher: Dispatcher
  requests: Pick<NetworkLog, 'begin'>
  /** Where a token can be kept, the best place first. */
  secretStores: readonly SecretStore[]
  /** The file that the last of them writes, for the user to read. */
  tokenPath: string
  /** HF_ENDPOINT, HF_TOKEN and the proxy are read from it. */
  environment: Readonly<Record<string, string | undefined>>
  now: () => number
  /** What is known here, as it is when it is asked for. */
  offerContext: () => OfferContext
  /** For one whole answer of the hub. */
  timeoutMs?: number
}

/** The Hugging Face hub, as far as the user asks it: nothing here asks by itself. Faults of each request: those of `HubClient.get`. */
export class HubService implements HubFiles {
  readonly #options: HubServiceOptions
  readonly #token: AccessToken
  readonly #client: HubClient
  readonly #api: HubApi
  readonly #shelf: ModelShelf

  constructor(options: HubServiceOptions) {
    this.#options = options
    const { environment, secretStores: stores, dispatcher, requests, now, timeoutMs } = options
    this.#token = new AccessToken({ environment, stores })
    this.#client = new HubClient({
      dispatcher,
      token: this.#token,
      requests,
      environment,
      now,
      ...(timeoutMs !== undefined && { timeoutMs }),
    })
    this.#api = new HubApi(this.#client)
    this.#shelf = new ModelShelf(this.#api)
  }

  /** A page of GGUF repositories with their sizes. One whose own page does not answer is listed without. */
  async search(
    input: { query: string; sort: HubSort; cursor: string | null },
    signal?: AbortSignal,
  ): Promise<{ models: OfferedModel[]; cursor: string | null }> {
    const { rows, cursor } = await this.#api.search(input, signal)
    const answers = await this.#shelf.withSizes(rows, signal)
    const context = this.#options.offerContext()
    const models = answers
      .map((answer) => this.#offer(answer, context))
      .filter(({ quantizations }) => quantizations.length > 0)
    return { models: input.sort === 'fit' ? byFit(models, context.memory) : models, cursor }
  }

  /** All that can be fetched of one repository as it is now. */
  async model(repository: string, signal?: AbortSignal): Promise<OfferedModel> {
    return this.#offer(await this.#shelf.newest(repository, signal), this.#options.offerContext())
  }

  /** The curated models that ship with the app, what this machine runs well first. Asks nobody. */
  async catalog(): Promise<OfferedModel[]> {
    const context = this.#options.offerContext()
    return byFit(
      catalogOffers((repository) => this.pageUrl(repository), context),
      context.memory,
    )
  }

  /**
   * What files of a repository must be: at a commit, or as they are now (null). Faults beside the
   * request's: HUB_NOT_FOUND for a path that is not there, DOWNLOAD_FILE_NAME_REFUSED for one that leads out of a folder.
   */
  async resolveFiles(
    repository: string,
    paths: readonly string[],
    { revision = null, signal }: { revision?: string | null; signal?: AbortSignal } = {},
  ): Promise<ResolvedFiles> {
    paths.forEach(safeRelativePath)
    const answer = revision
      ? await this.#shelf.at(repository, revision, signal)
      : await this.#shelf.newest(repository, signal)
    const files = paths.map((path) => {
      const sibling = answer.siblings?.find(({ rfilename }) => rfilename === path)
      if (!sibling) throw new Fault('HUB_NOT_FOUND', { params: { what: `${repository}/${path}` } })
      return {
        path,
        sizeBytes: sibling.lfs?.size ?? sibling.size ?? null,
        sha256: sibling.lfs?.sha256 ?? null,
      }
    })
    return { revision: answer.sha, files }
  }

  /** Where a file of a repository is at a commit. Faults: HUB_ENDPOINT_REFUSED. */
  fileUrl(repository: string, revision: string, path: string): URL {
    const escaped = path.split('/').map(encodeURIComponent).join('/')
    return this.#client.address(`${repository}/resolve/${revision}/${escaped}`)
  }

  /** The hub's host, for the user to read. */
  get host(): string {
    return shownAddress(endpointText(this.#options.environment)).replace(/^[a-z]+:\/\//, '')
  }

  /** Whether the hub is a mirror on this very machine. */
  get isLocal(): boolean {
    const text = endpointText(this.#options.environment)
    return URL.canParse(text) && isLoopback(new URL(text))
  }

  /** Shown, never asked: it need not be an address that requests may go to. */
  pageUrl(repository: string): string {
    return `${shownAddress(endpointText(this.#options.environment))}/${repository}`
  }

  /** The Authorization header for an address, which is null for all but the hub's own. */
  authorization(url: URL): Promise<string | null> {
    return this.#client.authorization(url)
  }

  async access(): Promise<HubAccess> {
    const { environment, tokenPath } = this.#options
    const kept = await this.#token.read()
    const endpoint = endpointText(environment)
    return {
      endpoint: shownAddress(endpoint),
      token: kept?.keptIn ?? null,
      willKeepIn: await this.#token.willKeepIn(),
      tokenPath,
      proxy: shownProxy(environment, endpoint),
    }
  }

  /** Keeps a token, once the hub has accepted it. Faults: HUB_TOKEN_REFUSED, and those of a request. */
  async setToken(token: string): Promise<HubAccess> {
    try {
      await this.#api.whoami(token)
    } catch (error) {
      const isRefused = error instanceof Fault && error.code === 'HUB_UNAUTHORIZED'
      throw isRefused ? new Fault('HUB_TOKEN_REFUSED', { cause: error }) : error
    }
    await this.#token.keep(token)
    this.#shelf.clear()
    return this.access()
  }

  async removeToken(): Promise<HubAccess> {
    await this.#token.remove()
    this.#shelf.clear()
    return this.access()
  }

  #offer(answer: ModelAnswer, context: OfferContext): OfferedModel {
    return offeredModel(answer, this.pageUrl(answer.id), context)
  }
}
