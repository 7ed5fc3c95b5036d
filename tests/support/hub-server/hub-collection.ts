import { type Commit, commitOf, type HubFile, type HubRepository, storeFile } from './repository.ts'

/** Someone whom the hub knows by a token. */
export type HubUser = {
  token: string
  name: string
  /** Gated repositories whose terms this user has accepted. */
  accepted: readonly string[]
}

type Held = { repository: HubRepository; head: Commit; commits: Commit[] }

/** What the hub has: repositories with their history, and users. */
export class HubCollection {
  readonly #held = new Map<string, Held>()
  readonly #users: readonly HubUser[]

  constructor(users: readonly HubUser[]) {
    this.#users = users
  }

  async add(repository: HubRepository): Promise<void> {
    const head = commitOf(await Promise.all(repository.files.map(storeFile)), repository.commit)
    this.#held.set(repository.id, { repository, head, commits: [head] })
  }

  list(): Held[] {
    return [...this.#held.values()]
  }

  find(id: string): Held | null {
    return this.#held.get(id) ?? null
  }

  userOf(token: string | null): HubUser | null {
    return this.#users.find((user) => user.token === token) ?? null
  }

  /** A branch is its newest commit. */
  commitAt({ head, commits }: Held, revision: string): Commit | null {
    if (revision === 'main' || revision === 'HEAD') return head
    return commits.findLast((commit) => commit.sha === revision) ?? null
  }

  /** Puts a file in the place of another: as a new commit, or in the very same one, as no honest hub does. */
  async change(id: string, file: HubFile, { sameCommit }: { sameCommit: boolean }): Promise<void> {
    const held = this.#held.get(id)
    if (!held) throw new Error(`The hub has no ${id}.`)
    const stored = await storeFile(file)
    const next = commitOf([...held.head.files.filter(({ path }) => path !== file.path), stored])
    held.head = sameCommit ? { ...next, sha: held.head.sha } : next
    held.commits.push(held.head)
  }
}
