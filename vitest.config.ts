import { defineConfig } from 'vitest/config'

// The time limits catch what hangs; two busy cores are no reason to fail.
// `unit` needs nothing but the sources; `engine` runs a real llama.cpp; `transport` carries the contract over each transport.
export default defineConfig({
  test: {
    // Vitest leaves one of two cores idle by itself; what runs a real llama.cpp comes after the rest, alone.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/{main,preload,models,support}/**/*.test.ts'],
          testTimeout: 20_000,
          // Vitest gives up after a second by itself, in which a busy core has not started a process.
          expect: { poll: { timeout: 10_000 } },
        },
      },
      { test: { name: 'renderer', include: ['tests/renderer/**/*.test.{ts,tsx}'], testTimeout: 20_000 } },
      { test: { name: 'transport', include: ['tests/transport/**/*.test.ts'], testTimeout: 20_000 } },
      {
        test: {
          name: 'engine',
          include: ['tests/engine/**/*.test.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
