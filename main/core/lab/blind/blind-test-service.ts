import type { BlindTest } from '#contract/lab/blind-test.ts'
import { Fault } from '../../fault.ts'

/** Two models answer side by side, unlabelled, and the user chooses. */
export class BlindTestService {
  list(): BlindTest[] {
    return []
  }

  async *watch(_id: string, _signal?: AbortSignal): AsyncGenerator<BlindTest, void, void> {}

  async start(_modelIds: readonly string[]): Promise<BlindTest> {
    throw new Fault('INTERNAL')
  }

  async ask(_id: string, _prompt: string | null): Promise<BlindTest> {
    throw new Fault('BLIND_TEST_NOT_FOUND')
  }

  judge(_id: string, _choice: 'left' | 'right' | 'tie'): BlindTest {
    throw new Fault('BLIND_TEST_NOT_FOUND')
  }

  async end(_id: string): Promise<BlindTest> {
    throw new Fault('BLIND_TEST_NOT_FOUND')
  }

  async remove(_id: string): Promise<void> {}

  async close(): Promise<void> {}
}
