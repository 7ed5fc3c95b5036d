import type { HashingState, HashRequest } from '../../main/core/library/content-hash/content-hasher.ts'
import { LiveValue } from '../../main/core/live-value.ts'

/** Notes what is to be hashed, and hashes nothing. */
export class FakeHasher {
  readonly state = new LiveValue<HashingState>(null)
  /** In the order in which they would be hashed. */
  waiting: HashRequest[] = []

  enqueue(request: HashRequest, { first = false } = {}): void {
    const isWaiting = this.waiting.some(({ modelId }) => modelId === request.modelId)
    if (isWaiting && !first) return
    const others = this.waiting.filter(({ modelId }) => modelId !== request.modelId)
    this.waiting = first ? [request, ...others] : [...others, request]
  }

  drop(modelId: string): void {
    this.waiting = this.waiting.filter((request) => request.modelId !== modelId)
  }
}
