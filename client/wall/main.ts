import { mount } from 'svelte';
import '../design/styles/base.css';
import './wall.css';
import { LiveWall } from '../live/wall.svelte.ts';
import { WakeLock } from '../live/wake-lock.svelte.ts';
import { readWallAddress } from './address.ts';
import { Explaining } from './explaining.svelte.ts';
import { Scene } from './scene.svelte.ts';
import Wall from './Wall.svelte';

const { token, scope, language } = readWallAddress(location.pathname, location.search);
const target = document.querySelector('#wall');
if (target === null) throw new Error('wall.html has no place for the wall');

document.documentElement.lang = language;
const scene = new Scene(new LiveWall({ token, scope }), language);
document.title = scene.texts.pageTitle;
mount(Wall, { target, props: { scene, wakeLock: new WakeLock(), explaining: new Explaining() } });
