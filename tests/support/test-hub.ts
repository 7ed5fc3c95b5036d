import { onTestFinished } from 'vitest'
import { HubService } from '../../main/core/hub/hub-service.ts'
import type { OfferContext } from '../../main/core/hub/offered-model.ts'
import { createDispatcher } from '../../main/core/network/http.ts'
import { NetworkLog } from '../../main/core/network/network-log.ts'
import type { SecretStore } from '../../main/core/ports/secret-store.ts'
import { defaultLoadOptions } from '../../preload/contract/engine.ts'
import type { HubRepository, HubServer, startHubServer } from './hub-server.ts'
import { hubOfTest } from './hub-server-of-test.ts'

/** Keeps a secret in memory, in place of a keyring. */
export class FakeSecretStore implements SecretStore {
  readonly kind: SecretStore['kind']
  secret: string | null = null
  available = true
  /** Each write and removal rejects with it. */
  failure: Error | null = null

  constructor(kind: SecretStore['kind'] = 'system') {
    this.kind = kind
  }

  async isAvailable(): Promise<boolean> {
    return this.available
  }

  async read(): Promise<string | null> {
    return this.secret
  }

  async write(secret: string): Promise<void> {
    if (this.failure) throw this.failure
    this.secret = secret
  }

  async remove(): Promise<void> {
    if (this.failure) throw this.failure
    this.secret = null
  }
}

/** A machine with 8 GB of free memory and no GPU, that has measured nothing and has no models. */
export function offerContextOf(change: Partial<OfferContext> = {}): OfferContext {
  return {
    load: defaultLoadOptions,
    memory: { ramBytes: 8e9, gpu: null },
    estimateRate: () => null,
    modelWith: () => null,
    downloadOf: () => null,
    ...change,
  }
}

type TestHubOptions = {
  environment?: NodeJS.ProcessEnv
  stores?: readonly SecretStore[]
  context?: Partial<OfferContext>
  timeoutMs?: number
}

/** The service over real connections, and what it wrote down of them. Without an endpoint of its own it asks the server. */
export function hubServiceOf(endpoint: string, options: TestHubOptions = {}) {
  const { environment = {}, stores = [new FakeSecretStore()], context, timeoutMs } = options
  const dispatcher = createDispatcher(environment)
  onTestFinished(() => dispatcher.destroy())
  const requests = new NetworkLog(() => 1)
  const service = new HubService({
    dispatcher,
    requests,
    secretStores: stores,
    tokenPath: '/data/hub-token',
    environment: { HF_ENDPOINT: endpoint, ...environment },
    now: () => Date.parse('2026-05-01T12:00:00Z'),
    offerContext: () => offerContextOf(context),
    ...(timeoutMs !== undefined && { timeoutMs }),
  })
  return { service, requests }
}

/** A hub with these repositories, and the service that asks it. */
export async function testHub(
  repositories: readonly HubRepository[],
  options: TestHubOptions & Omit<Parameters<typeof startHubServer>[0], 'repositories'> = {},
): Promise<{ hub: HubServer } & ReturnType<typeof hubServiceOf>> {
  const { environment, stores, context, timeoutMs, ...server } = options
  const hub = await hubOfTest({ repositories, ...server })
  const own = {
    ...(environment && { environment }),
    ...(stores && { stores }),
    ...(context && { context }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  }
  return { hub, ...hubServiceOf(hub.endpoint, own) }
}

/** A repository with files of these sizes, which are what the hub says and not what lies there. */
export function repositoryOf(
  id: string,
  sizes: Record<string, number>,
  change: Partial<HubRepository> = {},
): HubRepository {
  const siblings = Object.entries(sizes).map(([rfilename, size], index) => ({
    rfilename,
    size,
    blobId: '0'.repeat(40),
    lfs: { sha256: String(index % 10).repeat(64), size, pointerSize: 136 },
  }))
  return {
    id,
    files: Object.keys(sizes).map((path) => ({ path, content: path })),
    extra: { siblings },
    ...change,
  }
}
