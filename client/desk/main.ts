import { mount } from 'svelte';
import '../design/base.css';
import '../design/controls.css';
import '../design/states.css';
import '../charts/plot.css';
import './shell/desk.css';
import '../design/print.css';
import { watchPrinting } from '../design/paper.ts';
import { LanguageChoice } from '../session/language.svelte.ts';
import { Session } from '../session/session.svelte.ts';
import App from './App.svelte';
import { Desk } from './shell/desk.svelte.ts';

const target = document.getElementById('desk');
if (target === null) throw new Error('desk.html lost its #desk element');

watchPrinting();
const desk = new Desk(new Session(), new LanguageChoice());
mount(App, { target, props: { desk } });
void desk.session.load();
