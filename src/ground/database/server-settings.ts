import { statfsSync } from 'node:fs'
import { totalmem } from 'node:os'

const MB = 1024 * 1024

function memoryInMb(): number {
  const limit = process.constrainedMemory()
  return Math.floor((limit > 0 ? Math.min(limit, totalmem()) : totalmem()) / MB)
}

/** A container's `/dev/shm` is often 64 MB, which one parallel hash join overruns. */
function hasRoomyShm(): boolean {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    return bavail * bsize > 1024 * MB
  } catch {
    return process.platform !== 'linux'
  }
}

/** The settings our own server starts with, for a machine of `memory` MB. */
export function serverSettings(memory: number = memoryInMb()): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    // The audit log has a table for each month, and each table its policies: one transaction of a whole county touches many.
    max_locks_per_transaction: '256',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    jit: 'off',
    shared_buffers: `${Math.max(32, Math.min(2048, Math.floor(memory / 8)))}MB`,
    effective_cache_size: `${Math.max(64, Math.floor(memory / 2))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: `${Math.max(32, Math.min(256, Math.floor(memory / 16)))}MB`,
    random_page_cost: '1.1',
    synchronous_commit: 'on',
    // Nobody replicates from this server; a bulk load into a new table then need not be logged twice.
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    ...(hasRoomyShm() ? {} : { dynamic_shared_memory_type: 'mmap' }),
    // Errors and their details quote values, and a log holds no child's data: the program logs its own errors.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    log_timezone: 'UTC',
    lc_messages: 'C',
  }
}
