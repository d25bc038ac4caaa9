/** Puts an item behind those of the same key. */
export function addTo<K, T>(groups: Map<K, T[]>, key: K, item: T): void {
  const others = groups.get(key);
  if (others) others.push(item);
  else groups.set(key, [item]);
}
