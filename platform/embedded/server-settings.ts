import { availableParallelism, totalmem } from 'node:os';

const mebibyte = 1024 * 1024;

/** Settings for one start. They go on the command line, so that old data takes new settings. */
export function serverSettings(port: number, volatile: boolean): Record<string, string> {
  const memory = usableMemoryMebibytes();
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %q%u@%d ',
    // The npm package brings no LLVM, and short statements would lose by compiling.
    jit: 'off',
    random_page_cost: '1.1',
    checkpoint_timeout: '15min',
    max_wal_size: '4GB',
    maintenance_work_mem: `${clamp(memory / 16, 64, 1024)}MB`,
    max_worker_processes: String(Math.max(8, availableParallelism())),
    ...(volatile ? forgetful : durable(memory)),
  };
}

/** Nothing survives a crash: for data that lives as long as a test run. */
const forgetful = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  shared_buffers: '256MB',
  max_locks_per_transaction: '256',
};

/** The application runs on the same machine, so the database takes a share, not all. */
function durable(memory: number): Record<string, string> {
  return {
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    shared_buffers: `${clamp(memory / 6, 128, 4096)}MB`,
    effective_cache_size: `${clamp(memory / 2, 256, 65_536)}MB`,
  };
}

/** A container may be allowed less than the machine has. */
function usableMemoryMebibytes(): number {
  const allowed = process.constrainedMemory();
  const bytes = allowed > 0 && allowed < totalmem() ? allowed : totalmem();
  return Math.floor(bytes / mebibyte);
}

function clamp(value: number, least: number, most: number): number {
  return Math.floor(Math.min(Math.max(value, least), most));
}
