import '@js-joda/timezone';
import { Instant, LocalDateTime, ZonedDateTime, ZoneId } from '@js-joda/core';

/**
 * Local time and instants, through one library whose zone data is pinned by the lock file.
 *
 * A local time that daylight saving skips moves forward by the gap; one that exists twice means the first
 * (java.time's rule for `ZonedDateTime.ofLocal`, which js-joda implements).
 */
export function instantOf(local: LocalDateTime, zone: string): number {
  return ZonedDateTime.of(local, ZoneId.of(zone)).toInstant().toEpochMilli();
}

/** The wall clock of `zone` at an instant (epoch milliseconds). */
export function localAt(atMs: number, zone: string): LocalDateTime {
  return LocalDateTime.ofInstant(Instant.ofEpochMilli(atMs), ZoneId.of(zone));
}

/** false where daylight saving skips this local time. */
export function localTimeExists(local: LocalDateTime, zone: string): boolean {
  return localAt(instantOf(local, zone), zone).equals(local);
}

const zones: ReadonlySet<string> = new Set(ZoneId.getAvailableZoneIds());

/** Whether the zone is in the pinned IANA data. Offsets such as `+02:00` are not zones here. */
export function isZone(zone: string): boolean {
  return zones.has(zone);
}

/** Every zone of the pinned IANA data. */
export function zoneNames(): readonly string[] {
  return [...zones];
}

/** `2026-11-27T05:00:00Z`: an instant as RFC 3339 in UTC, without fractions. */
export function utcText(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}
