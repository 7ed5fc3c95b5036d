import { Fault } from '../fault.ts'
import type { ModelAnswer } from './hub-answers.ts'
import type { HubApi } from './hub-api.ts'

type PinnedAnswer = ModelAnswer & { sha: string }

/** Requests for sizes that run side by side. */
const parallelRequests = 4
/** A commit never changes: what was read of so many stays for the next search. */
const keptAnswers = 400

/** What the hub said of repositories, kept by their commits, so that looking at a page again does not ask again. */
export class ModelShelf {
  readonly #api: HubApi
  readonly #kept = new Map<string, PinnedAnswer>()

  constructor(api: HubApi) {
    this.#api = api
  }

  /** The repository as it is now. */
  async newest(repository: string, signal?: AbortSignal): Promise<PinnedAnswer> {
    return this.#keep(await this.#api.model(repository, null, signal))
  }

  /** The repository as it was at a commit. */
  async at(repository: string, revision: string, signal?: AbortSignal): Promise<PinnedAnswer> {
    const kept = this.#kept.get(keyOf(repository, revision))
    return kept ?? this.#keep(await this.#api.model(repository, revision, signal))
  }

  /**
   * The rows of a search with their files' sizes. A row whose request fails stays as it is, and after a hub that is gone or asks for
   * patience all the rest do; the signal's abort ends it all.
   */
  async withSizes(rows: readonly ModelAnswer[], signal?: AbortSignal): Promise<ModelAnswer[]> {
    const answers = [...rows]
    const places = rows.entries()
    let hasGivenUp = false
    const work = async () => {
      for (const [index, row] of places) {
        if (hasGivenUp) return
        try {
          answers[index] = await this.#withSizes(row, signal)
        } catch (error) {
          signal?.throwIfAborted()
          hasGivenUp ||= error instanceof Fault && /^HUB_(RATE_LIMITED|UNREACHABLE)$/.test(error.code)
        }
      }
    }
    await Promise.all(Array.from({ length: parallelRequests }, work))
    return answers
  }

  /** Another user may see other things. */
  clear(): void {
    this.#kept.clear()
  }

  async #withSizes(row: ModelAnswer, signal?: AbortSignal): Promise<ModelAnswer> {
    const answer = row.sha ? await this.at(row.id, row.sha, signal) : await this.newest(row.id, signal)
    // The counts are of now, the files are the commit's.
    return { ...answer, downloads: row.downloads, likes: row.likes }
  }

  #keep(answer: PinnedAnswer): PinnedAnswer {
    this.#kept.set(keyOf(answer.id, answer.sha), answer)
    const oldest = this.#kept.keys().next()
    if (this.#kept.size > keptAnswers && !oldest.done) this.#kept.delete(oldest.value)
    return answer
  }
}

function keyOf(repository: string, revision: string): string {
  return `${repository}@${revision}`
}
