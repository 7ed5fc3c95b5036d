/** What the shape of a tree needs to know of a message. */
export type TreeNode = { id: string; parentId: string | null }

/** A message and its ancestors, the root first; empty where there is no such message. */
export function pathTo<Node extends TreeNode>(nodes: readonly Node[], id: string): Node[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const path: Node[] = []
  for (let node = byId.get(id); node !== undefined; ) {
    path.push(node)
    byId.delete(node.id)
    node = node.parentId === null ? undefined : byId.get(node.parentId)
  }
  return path.reverse()
}

/**
 * The newest leaf at or below a message: the branch that showing it leads to. `nodes` are oldest first, so the last one below
 * the message is a leaf, since a child is always newer than its parent. null where there is no such message.
 */
export function newestLeafBelow<Node extends TreeNode>(nodes: readonly Node[], id: string): Node | null {
  const below = new Set([id])
  let newest: Node | null = null
  for (const node of nodes) {
    if (node.id !== id && (node.parentId === null || !below.has(node.parentId))) continue
    below.add(node.id)
    newest = node
  }
  return newest
}
