/** What the shape of a tree needs to know of a message. */
type TreeNode = { id: string; parentId: string | null }

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
