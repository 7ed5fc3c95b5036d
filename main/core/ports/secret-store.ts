/** A place on this machine that keeps one secret. Each method rejects with an Error where the place cannot be used. */
export interface SecretStore {
  /** Who guards it: the system (its keyring), or the file's own permissions. */
  readonly kind: 'system' | 'file'
  /** Whether a secret can be kept there here and now. Never rejects. */
  isAvailable(): Promise<boolean>
  /** The secret; null where there is none. */
  read(): Promise<string | null>
  write(secret: string): Promise<void>
  /** Resolves where there was none, too. */
  remove(): Promise<void>
}
