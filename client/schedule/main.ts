import { mount } from 'svelte';
import '../design/base.css';
import './schedule.css';
import { LanguageChoice } from '../session/language.svelte.ts';
import { Session } from '../session/session.svelte.ts';
import App from './App.svelte';
import { MySchedule } from './my-schedule.svelte.ts';

const target = document.getElementById('schedule');
if (target === null) throw new Error('schedule.html lost its #schedule element');

document.documentElement.dataset['theme'] = matchMedia('(prefers-color-scheme: dark)').matches
  ? 'dark'
  : 'light';
const session = new Session();
const my = new MySchedule(session);
mount(App, { target, props: { session, my, language: new LanguageChoice() } });
void session.load().then(() => my.load());
// without HTTPS browsers offer no service worker; then the page works, only not without a network
if ('serviceWorker' in navigator)
  void navigator.serviceWorker.register('/schedule-worker.js').catch(() => undefined);
