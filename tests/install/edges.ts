/** The part of a package-lock.json (version 3) that says what is where. */
export interface Lock {
  packages: Record<string, LockedPackage>;
}

interface LockedPackage {
  version?: string;
  link?: boolean;
  resolved?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

const FOLDER = 'node_modules/';

/** The version that Node finds for `name` from the package at `path`; null where it finds none. */
function versionSeenFrom({ packages }: Lock, path: string, name: string): string | null {
  for (let base = path; ; base = base.slice(0, Math.max(base.lastIndexOf(`/${FOLDER}`), 0))) {
    const found = packages[`${base ? `${base}/` : ''}${FOLDER}${name}`];
    if (found) return (found.link ? packages[found.resolved ?? '']?.version : found.version) ?? '';
    if (base === '') return null;
  }
}

/**
 * What each package of a tree gets when it requires one of its dependencies, as
 * `name@version -> dependency` and the versions found. Where packages stand may differ between two trees
 * of equal edges: only what they see of each other decides how they behave.
 */
export function edgesOf(lock: Lock): Map<string, string> {
  const seen = new Map<string, Set<string>>();
  for (const [path, entry] of Object.entries(lock.packages)) {
    const name = path === '' ? 'the application' : nameOf(path);
    const names = Object.keys({
      ...entry.dependencies,
      ...entry.optionalDependencies,
      ...entry.peerDependencies,
    });
    for (const dependency of names) {
      const edge = `${name}@${entry.version ?? ''} -> ${dependency}`;
      const versions = seen.get(edge) ?? new Set();
      seen.set(edge, versions.add(versionSeenFrom(lock, path, dependency) ?? 'none'));
    }
  }
  return new Map([...seen].map(([edge, versions]) => [edge, [...versions].sort().join(', ')]));
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf(FOLDER) + FOLDER.length);

/** How many copies of each package stand in the tree, as `name@version`. */
export function copiesOf({ packages }: Lock): Map<string, number> {
  const copies = new Map<string, number>();
  for (const [path, { version, link }] of Object.entries(packages)) {
    if (path === '' || link) continue;
    const key = `${nameOf(path)}@${version ?? ''}`;
    copies.set(key, (copies.get(key) ?? 0) + 1);
  }
  return copies;
}

/**
 * The packages of the first tree that have another number of copies in the second, one line each. Two
 * copies of one version are two modules: `instanceof` and React's contexts tell them apart.
 */
export function changedCopies(before: Lock, after: Lock): string[] {
  const copies = copiesOf(after);
  return [...copiesOf(before)].flatMap(([name, count]) => {
    const now = copies.get(name) ?? 0;
    return now === count ? [] : [`${name}: ${count} became ${now}`];
  });
}

/** The edges of the first tree that are others in the second, one line each. */
export function changedEdges(before: Lock, after: Lock): string[] {
  const edges = edgesOf(after);
  return [...edgesOf(before)].flatMap(([edge, versions]) => {
    const now = edges.get(edge) ?? 'gone';
    return now === versions ? [] : [`${edge}: ${versions} became ${now}`];
  });
}
