/** What a new version changes in the files of the repository: text in, text out. */

const semver = /^(\d+)\.(\d+)\.(\d+)$/u;

function parseVersion(version: string): readonly [number, number, number] {
  const [, major, minor, patch] = semver.exec(version) ?? [];
  if (major === undefined || minor === undefined || patch === undefined) {
    throw new Error(`"${version}" is no version: three numbers with points between them, such as 1.2.0.`);
  }
  return [Number(major), Number(minor), Number(patch)];
}

/**
 * The version after one.
 * @param wanted `major`, `minor` or `patch`, or the version itself.
 * @throws Error for anything else, and for a version that is not above the present one.
 */
export function nextVersion(present: string, wanted: string): string {
  const [major, minor, patch] = parseVersion(present);
  switch (wanted) {
    case 'major':
      return `${major + 1}.0.0`;
    case 'minor':
      return `${major}.${minor + 1}.0`;
    case 'patch':
      return `${major}.${minor}.${patch + 1}`;
    default: {
      const parts = parseVersion(wanted);
      const first = [major, minor, patch].findIndex((part, index) => part !== parts[index]);
      if (first === -1 || (parts[first] ?? 0) < ([major, minor, patch][first] ?? 0)) {
        throw new Error(`${wanted} is not above the present version, ${present}.`);
      }
      return wanted;
    }
  }
}

const isOwn = (name: string): boolean => name.startsWith('@pooled-staking/') || /^pooled-staking(?:-|$)/u.test(name);

type Manifest = {
  name?: string;
  version?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
};

/** Puts the version where one of our packages is or is asked for by an exact version. */
function renew(manifest: Manifest, version: string): void {
  if (manifest.version !== undefined && isOwn(manifest.name ?? '')) {
    manifest.version = version;
  }
  for (const list of [manifest.dependencies, manifest.devDependencies, manifest.peerDependencies]) {
    for (const [name, asked] of Object.entries(list ?? {})) {
      if (list && isOwn(name) && semver.test(asked)) {
        list[name] = version;
      }
    }
  }
}

/** The first version in a manifest is its own. */
const renewOwnVersion = (text: string, version: string): string => text.replace(/(?<="version": ")[^"]*/u, version);

/** Text by text, so that it stays as it is formatted. */
function renewPackage(text: string, version: string): string {
  const { name = '' } = JSON.parse(text) as Manifest;
  const own = isOwn(name) ? renewOwnVersion(text, version) : text;
  return own.replace(/("(@?[\w/-]+)": ")\d+\.\d+\.\d+(?=")/gu, (all, start: string, asked: string) =>
    isOwn(asked) ? start + version : all,
  );
}

function renewLock(text: string, version: string): string {
  const lock = JSON.parse(text) as Manifest & { packages: Record<string, Manifest> };
  renew(lock, version);
  for (const each of Object.values(lock.packages)) {
    renew(each, version);
  }
  return `${JSON.stringify(lock, null, 2)}\n`;
}

/**
 * Makes what is unreleased the newest version.
 * @throws Error where nothing is written under "Unreleased", or the changelog has no such part.
 */
function renewChangelog(text: string, version: string, date: string): string {
  const heading = '## Unreleased\n';
  const parts = text.split(/^(?=## )/mu);
  const at = parts.findIndex((part) => part.startsWith(heading));
  const news = parts[at]?.slice(heading.length).trim();
  if (news === undefined) {
    throw new Error('CHANGELOG.md has no part "## Unreleased".');
  }
  if (news === '') {
    throw new Error('CHANGELOG.md has nothing under "Unreleased": write there what people will notice.');
  }
  const isLast = at === parts.length - 1;
  parts[at] = `${heading}\n## ${version} (${date})\n\n${news}\n${isLast ? '' : '\n'}`;
  return parts.join('');
}

/**
 * The files that a version changes, as they are then.
 * @param files texts by their paths from the root: every package.json and package-lock.json, the Snap's manifest, the changelog.
 * @param date of the release, as YYYY-MM-DD.
 * @throws Error where nothing is written under "Unreleased".
 */
export function releaseFiles(
  files: ReadonlyMap<string, string>,
  version: string,
  date: string,
): ReadonlyMap<string, string> {
  const renewed = [...files].map(([path, text]) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    switch (name) {
      case 'package.json':
        return [path, renewPackage(text, version)] as const;
      case 'package-lock.json':
        return [path, renewLock(text, version)] as const;
      case 'snap.manifest.json':
        return [path, renewOwnVersion(text, version)] as const;
      case 'CHANGELOG.md':
        return [path, renewChangelog(text, version, date)] as const;
      default:
        throw new Error(`A release knows nothing of ${path}.`);
    }
  });
  return new Map(renewed.filter(([path, text]) => text !== files.get(path)));
}
