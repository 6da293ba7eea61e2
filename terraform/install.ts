import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';

const LOCK_FILE = '.terraform.lock.hcl';

/** A download of a large provider may take minutes. */
const WAIT = { retries: 600, factor: 1, minTimeout: 500, maxTimeout: 500 };

/**
 * Runs an `init` that installs providers: one at a time for a plugin cache (Terraform promises nothing for two), and
 * with the dependency lock file of an earlier one for the same providers, without which Terraform would download and
 * unpack what the cache already holds.
 */
export async function installing<T>(
  folder: string,
  pluginCache: string,
  providers: readonly (readonly [address: string, constraint: string])[],
  run: () => Promise<T>,
): Promise<T> {
  mkdirSync(pluginCache, { recursive: true });
  const release = await lock(pluginCache, { stale: 30_000, retries: WAIT });
  try {
    const key = createHash('sha256')
      .update(JSON.stringify([...providers].sort()))
      .digest('hex')
      .slice(0, 16);
    const [own, kept] = [join(folder, LOCK_FILE), join(pluginCache, `${key}${LOCK_FILE}`)];
    if (!existsSync(own) && existsSync(kept)) copyFileSync(kept, own);
    const result = await run();
    if (existsSync(own) && !existsSync(kept)) {
      copyFileSync(own, `${kept}.tmp`);
      renameSync(`${kept}.tmp`, kept);
    }
    return result;
  } finally {
    await release();
  }
}
