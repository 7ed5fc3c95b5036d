import { accessSync, constants, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import envPaths from 'env-paths'

/** Where everything lies that Wattle keeps. One folder holds it all, so that copying it is a backup. */
export type DataFolder = {
  root: string
  /** SQLite's file. */
  database: string
  /** Models that Wattle fetched; those that the user added stay where they are. */
  models: string
  logs: string
  /** Copies of the database, made before each migration. */
  backups: string
  /** What the lab needs while a run is not over. */
  lab: string
  /** Where the hub's access token is kept for want of a keyring. */
  hubToken: string
  /** What Chromium keeps for the desktop window: its size, its caches. */
  browser: string
}

/** The folder cannot be used. The message is a sentence for the user, with the next step. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError'
}

/**
 * Makes the data folder, readable by its owner alone: the platform's own application-data folder, or the one that `WATTLE_HOME` names.
 * Throws a DataFolderError where it cannot be made or written.
 */
export function openDataFolder(environment: NodeJS.ProcessEnv = process.env): DataFolder {
  const named = environment.WATTLE_HOME
  const root = named ? resolve(named) : envPaths('Wattle', { suffix: '' }).data
  const folder = {
    root,
    database: join(root, 'wattle.db'),
    models: join(root, 'models'),
    logs: join(root, 'logs'),
    backups: join(root, 'backups'),
    lab: join(root, 'lab'),
    hubToken: join(root, 'hub-token'),
    browser: join(root, 'browser'),
  }
  try {
    for (const path of [root, folder.models, folder.logs]) {
      mkdirSync(path, { recursive: true, mode: 0o700 })
      accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new DataFolderError(
      `Wattle cannot keep its data in ${root} (${reason}). Make that folder writable, or name another one: WATTLE_HOME=/path/to/folder`,
      { cause },
    )
  }
  return folder
}
