/**
 * The three functions of the metadata proposal that `tsyringe` calls, which `@peculiar/x509` is built on and which
 * refuses to load without them. The full polyfill would be one more dependency, for a map of maps. Import it before `@peculiar/x509`.
 */
type MetadataByKey = Map<unknown, unknown>;

const metadataByTarget = new WeakMap<object, MetadataByKey>();

function defineMetadata(key: unknown, value: unknown, target: object): void {
  const metadata: MetadataByKey = metadataByTarget.get(target) ?? new Map();
  metadataByTarget.set(target, metadata.set(key, value));
}

function getOwnMetadata(key: unknown, target: object): unknown {
  return metadataByTarget.get(target)?.get(key);
}

/** Metadata of a class holds for the classes that extend it. */
function getMetadata(key: unknown, target: object): unknown {
  for (let at: object | null = target; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const metadata = metadataByTarget.get(at);
    if (metadata?.has(key)) return metadata.get(key);
  }
  return undefined;
}

// A real polyfill that came first stays.
if (!("getMetadata" in Reflect)) Object.assign(Reflect, { defineMetadata, getOwnMetadata, getMetadata });
