/** How a command ends, as `wattle --help` says it. */
export const exitCode = { done: 0, failed: 1, badUsage: 2, interrupted: 130 } as const
export type ExitCode = (typeof exitCode)[keyof typeof exitCode]
