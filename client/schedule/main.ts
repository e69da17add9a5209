import { mount } from 'svelte';
import '../design/styles/base.css';
import './schedule.css';
import { LanguageChoice } from '../session/language.svelte.ts';
import { Session } from '../session/session.svelte.ts';
import { ThemeChoice } from '../session/theme.svelte.ts';
import App from './App.svelte';
import { keepOffline } from './keep-offline.ts';
import { MySchedule } from './my-schedule.svelte.ts';

const target = document.getElementById('schedule');
if (target === null) throw new Error('schedule.html lost its #schedule element');

const session = new Session();
const my = new MySchedule(session);
mount(App, { target, props: { session, my, language: new LanguageChoice(), theme: new ThemeChoice() } });
void my.load().then(keepOffline);
