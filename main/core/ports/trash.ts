/** The system's trash. */
export interface Trash {
  /** Moves a file there. Rejects with the system's error where that is not possible, and the file is where it was. */
  moveToTrash(path: string): Promise<void>
}
