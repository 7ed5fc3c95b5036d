import { defineConfig } from 'vitest/config'

// `unit` needs nothing but the sources; `engine` runs a real llama.cpp; `transport` carries the contract over each transport.
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['tests/{main,preload,models,support}/**/*.test.ts'] } },
      { test: { name: 'renderer', include: ['tests/renderer/**/*.test.{ts,tsx}'] } },
      { test: { name: 'transport', include: ['tests/transport/**/*.test.ts'] } },
      {
        test: {
          name: 'engine',
          include: ['tests/engine/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
