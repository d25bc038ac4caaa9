import { DAY } from '../../common/ports.ts';
import { count } from './markdown.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** `3 days ago`, `in 5 hours`, `just now`: whole units, rounded down. */
export function relative(at: number, now: number): string {
  const distance = Math.abs(now - at);
  if (distance < MINUTE) return 'just now';
  const words =
    distance >= DAY
      ? count(Math.floor(distance / DAY), 'day')
      : distance >= HOUR
        ? count(Math.floor(distance / HOUR), 'hour')
        : count(Math.floor(distance / MINUTE), 'minute');
  return at <= now ? `${words} ago` : `in ${words}`;
}

/** `14:03` for today, else `2026-11-21 14:03`, in the person's own time. */
export function moment(at: number, now: number): string {
  const date = new Date(at);
  const two = (number: number) => String(number).padStart(2, '0');
  const time = `${two(date.getHours())}:${two(date.getMinutes())}`;
  if (date.toDateString() === new Date(now).toDateString()) return time;
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${time}`;
}

/** `2026-11-21`, in UTC, as the fields of a document have it. */
export function day(at: number): string {
  return Number.isFinite(at) && Math.abs(at) <= 8.64e15 ? new Date(at).toISOString().slice(0, 10) : 'an unknown day';
}
