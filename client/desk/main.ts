import { mount } from 'svelte';
import '../design/styles/base.css';
import '../design/styles/controls.css';
import '../design/styles/states.css';
import '../charts/plot.css';
import './shell/desk.css';
import '../design/styles/print.css';
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
