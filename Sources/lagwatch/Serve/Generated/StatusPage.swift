// SPDX-License-Identifier: Apache-2.0
// Written by scripts/generate-status-page from the files of Sources/lagwatch/Serve/Page; do not edit.
// swift-format-ignore-file

/// The page that `lagwatch --serve` shows.
package enum StatusPage {
    /// The hash of its script, as a content security policy names it.
    package static let scriptHash = "sha256-cFl5STgMSqaB0QZnj4zV6iA1WwRyzq7yacmnKypZ1u4="
    /// The hash of its style, as a content security policy names it.
    package static let styleHash = "sha256-MhmkJ8devFD3vhdfGzPEhXHxatDBr0rXBz65X1PdyEM="
    /// The whole page, with style and script in it.
    package static let html = #"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>lagwatch</title>
        <link rel="icon" id="icon" href="data:,">
        <style>
        :root {
          color-scheme: light dark;
          --paper: #f4f5f7; --card: #ffffff; --ink: #14181f; --faint: #5b6573; --line: #d9dde3; --grid: #e8ebef;
          --ok: #0a7d55; --idle: #4a6078; --behind: #a85b00; --stopped: #c2182b; --delayed: #6a3fc0; --unknown: #66646f;
          --curve: #1f5fd0; --curve-2: #7a5c00; --shade: 14%;
        }
        :root[data-theme="dark"] {
          color-scheme: dark;
          --paper: #0c0f14; --card: #151a21; --ink: #e9edf3; --faint: #97a3b3; --line: #2a323d; --grid: #222933;
          --ok: #3fd39a; --idle: #93abc6; --behind: #ffb347; --stopped: #ff6673; --delayed: #b79bff; --unknown: #b4b0bf;
          --curve: #6ea8ff; --curve-2: #e3c04d; --shade: 20%;
        }
        :root[data-theme="light"] { color-scheme: light; }
        @media (prefers-color-scheme: dark) {
          :root:not([data-theme]) {
            --paper: #0c0f14; --card: #151a21; --ink: #e9edf3; --faint: #97a3b3; --line: #2a323d; --grid: #222933;
            --ok: #3fd39a; --idle: #93abc6; --behind: #ffb347; --stopped: #ff6673; --delayed: #b79bff; --unknown: #b4b0bf;
            --curve: #6ea8ff; --curve-2: #e3c04d; --shade: 20%;
          }
        }
        * { box-sizing: border-box; margin: 0; }
        /* A wall screen is read from afar: type grows with it. */
        html { font-size: clamp(15px, 0.55rem + 0.35vw, 30px); }
        body {
          background: var(--paper); color: var(--ink); min-height: 100vh; display: flex; flex-direction: column;
          font: 1rem/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
          font-variant-numeric: tabular-nums;
        }
        [hidden] { display: none !important; }
        button {
          font: inherit; color: var(--faint); background: none; border: 1px solid var(--line); border-radius: .4rem;
          padding: .2rem .6rem; min-height: 2.2rem; cursor: pointer;
        }
        button[aria-pressed="true"] { color: var(--ink); background: var(--card); border-color: var(--faint); }
        button:focus-visible, a:focus-visible { outline: 2px solid var(--curve); outline-offset: 2px; }
        a { color: inherit; }
        .bar {
          display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.2rem; padding: .7rem 1rem;
          border-bottom: 1px solid var(--line); background: var(--paper); position: sticky; top: 0; z-index: 2;
        }
        .bar h1 { font-size: 1rem; font-weight: 600; color: var(--faint); }
        #summary { font-size: 1.15rem; font-weight: 650; flex: 1 1 auto; }
        .tools { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; color: var(--faint); }
        #spans { display: flex; }
        #spans button { border-radius: 0; margin-left: -1px; }
        #spans button:first-child { border-radius: .4rem 0 0 .4rem; }
        #spans button:last-child { border-radius: 0 .4rem .4rem 0; }
        #stale {
          background: var(--stopped); color: var(--card); font-weight: 650; font-size: 1.15rem; padding: .7rem 1rem;
          position: sticky; top: 0; z-index: 3;
        }
        main {
          flex: 1; display: grid; gap: 1rem; padding: 1rem; align-content: start;
          grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr));
        }
        body.is-stale main { opacity: .45; filter: grayscale(1); }
        .empty { padding: 2rem 1rem; color: var(--faint); }
        .card {
          --tone: var(--unknown); background: var(--card); border: 1px solid var(--line); border-radius: .7rem;
          border-top: .4rem solid var(--tone); padding: .9rem 1rem 1rem; min-width: 0; display: flex; flex-direction: column; gap: .7rem;
        }
        .card[data-state="CAUGHT UP"] { --tone: var(--ok); }
        .card[data-state="IDLE"] { --tone: var(--idle); }
        .card[data-state="BEHIND"] { --tone: var(--behind); }
        .card[data-state="STOPPED"] { --tone: var(--stopped); }
        .card[data-state="DELAYED"] { --tone: var(--delayed); }
        .card > header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: .3rem .8rem; }
        .card h2 { font-size: 1.2rem; font-weight: 650; overflow-wrap: anywhere; min-width: 0; }
        .channel { color: var(--faint); font-weight: 450; margin-left: .6rem; }
        .state {
          display: inline-flex; align-items: center; gap: .45rem; color: var(--tone); white-space: nowrap; font-size: 1.05rem;
          background: color-mix(in srgb, var(--tone) var(--shade), transparent); border-radius: 2rem; padding: .15rem .8rem .15rem .55rem;
        }
        .state svg { width: 1.1em; height: 1.1em; fill: none; stroke: currentColor; stroke-width: 2.4; stroke-linecap: round; stroke-linejoin: round; }
        .state b { letter-spacing: .03em; }
        .since { font-size: .82em; opacity: .85; }
        .reason {
          border-left: .25rem solid var(--tone); padding: .3rem .7rem; overflow-wrap: anywhere; white-space: pre-wrap;
          background: color-mix(in srgb, var(--tone) 9%, transparent); max-height: 12em; overflow-y: auto;
        }
        .glance { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: end; gap: .2rem 1.5rem; }
        .glance p { display: flex; flex-direction: column; line-height: 1.15; }
        .glance b { font-weight: 650; }
        .glance span { color: var(--faint); font-size: .9rem; min-height: 1.1em; }
        .lag b { font-size: 2.9rem; letter-spacing: -.02em; }
        #sources { display: flex; flex-wrap: wrap; gap: .2rem 2rem; padding: .7rem 1rem 0; color: var(--faint); }
        #sources:empty { display: none; }
        #sources b { font-weight: 600; color: var(--ink); overflow-wrap: anywhere; }
        #sources .bad span { color: var(--stopped); font-weight: 650; }
        .lag.is-unknown b { font-size: 1.5rem; letter-spacing: 0; }
        .eta { text-align: right; }
        .eta b { font-size: 1.5rem; }
        @media (max-width: 26rem) { .eta { text-align: left; } .lag b { font-size: 2.6rem; } }
        figure { min-width: 0; }
        figcaption { display: flex; justify-content: space-between; gap: 1rem; color: var(--faint); font-size: .85rem; min-height: 1.4em; }
        figcaption output { color: var(--ink); text-align: right; }
        figure svg { display: block; width: 100%; touch-action: pan-y; overflow: visible; }
        .lag-chart svg { height: 11rem; }
        .backlog-chart svg { height: 5.5rem; }
        @media (min-width: 100rem) and (min-height: 60rem) {
          .lag b { font-size: 4.5rem; }
          .eta b { font-size: 2.2rem; }
          .lag-chart svg { height: max(11rem, 26vh); }
          .backlog-chart svg { height: max(5.5rem, 12vh); }
        }
        .grid { stroke: var(--grid); stroke-width: 1; }
        .label { fill: var(--faint); font-size: .75rem; }
        .curve { fill: none; stroke: var(--curve); stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
        .area { fill: var(--curve); opacity: .14; stroke: none; }
        .backlog-chart .curve { stroke: var(--curve-2); }
        .backlog-chart .area { fill: var(--curve-2); }
        .cross { stroke: var(--faint); stroke-width: 1; }
        .now { fill: var(--curve); }
        .backlog-chart .now { fill: var(--curve-2); }
        .band-0 { fill: var(--ok); } .band-1 { fill: var(--idle); } .band-2 { fill: var(--behind); }
        .band-3 { fill: var(--stopped); } .band-4 { fill: var(--delayed); } .band-5 { fill: var(--unknown); }
        .wash-3 { fill: var(--stopped); opacity: .12; } .wash-5 { fill: var(--unknown); opacity: .14; }
        .facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .45rem 1.2rem; }
        .facts div { border-top: 1px solid var(--grid); padding-top: .25rem; min-width: 0; }
        .facts dt { color: var(--faint); font-size: .82rem; }
        .facts dd { margin: 0; overflow-wrap: anywhere; }
        .facts dd small { color: var(--faint); }
        .facts .bad dd { color: var(--stopped); font-weight: 650; }
        .workers h3 { font-size: .82rem; font-weight: 450; color: var(--faint); }
        .workers ul { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .2rem 1.2rem; font-size: .9rem; }
        .workers li { display: flex; gap: .6rem; overflow-wrap: anywhere; min-width: 0; }
        .workers li span:first-child { color: var(--faint); }
        .workers li.bad { color: var(--stopped); grid-column: 1 / -1; }
        footer { display: flex; flex-wrap: wrap; gap: 1rem; padding: .7rem 1rem; color: var(--faint); font-size: .85rem; border-top: 1px solid var(--line); }
        #age { flex: 1; }
        @media print { .bar, #stale { position: static; } }
        </style>
        </head>
        <body>
        <header class="bar">
          <h1>lagwatch</h1>
          <p id="summary" role="status" aria-live="polite">waiting for the first sample</p>
          <div class="tools">
            <div id="spans" role="group" aria-label="Time shown">
              <button type="button" data-seconds="60">1 min</button>
              <button type="button" data-seconds="300">5 min</button>
              <button type="button" data-seconds="900">15 min</button>
              <button type="button" data-seconds="3600">1 h</button>
            </div>
            <button type="button" id="theme" title="Light or dark">light / dark</button>
            <time id="clock"></time>
          </div>
        </header>
        <div id="stale" role="alert" hidden></div>
        <noscript><p class="empty">This page draws with JavaScript. The figures themselves: <a href="metrics">/metrics</a>,
        <a href="samples.json">/samples.json</a>.</p></noscript>
        <div id="sources"></div>
        <main id="cards"></main>
        <footer>
          <span id="age"></span>
          <a href="metrics">metrics</a>
          <a href="samples.json">samples</a>
          <a href="healthz">health</a>
        </footer>
        <template id="card">
          <article class="card">
            <header>
              <h2><span class="replica"></span><span class="channel"></span></h2>
              <p class="state"><svg viewBox="0 0 16 16" aria-hidden="true"><path></path></svg><b></b><span class="since"></span></p>
            </header>
            <div class="glance">
              <p class="lag"><b></b><span></span></p>
              <p class="eta"><b></b><span></span></p>
            </div>
            <p class="reason" hidden></p>
            <figure class="lag-chart">
              <figcaption><span>lag</span><output></output></figcaption>
              <svg role="img" aria-label="Lag over time"></svg>
            </figure>
            <figure class="backlog-chart">
              <figcaption><span>backlog</span><output></output></figcaption>
              <svg role="img" aria-label="Backlog over time"></svg>
            </figure>
            <dl class="facts"></dl>
            <div class="workers" hidden><h3>workers</h3><ul></ul></div>
          </article>
        </template>
        <script>
        'use strict';
        (() => {
          const STATES = ['CAUGHT UP', 'IDLE', 'BEHIND', 'STOPPED', 'DELAYED', 'UNKNOWN'];
          // Shape as well as colour: a tick, a bar, an arrow, a cross, a clock, a question mark.
          const ICONS = [
            'M2.5 8.5l3.5 4 7.5-9', 'M3 8h10', 'M8 2.5v10M3.5 8.5L8 13l4.5-4.5', 'M3.5 3.5l9 9M12.5 3.5l-9 9',
            'M8 2a6 6 0 1 0 .01 0M8 5v3.2l2.2 1.5', 'M5.3 5.6a2.7 2.7 0 1 1 3.9 2.5c-.8.4-1.2.9-1.2 1.9M8 13.3v.2',
          ];
          const METHODS = {
            'commit-time': 'behind, by commit times', sampling: 'behind, as we saw the source commit', heartbeat: 'behind, by the heartbeat',
            'event-time': 'behind, by times of events', reported: 'behind, as the server says',
          };
          // What a summary tells first.
          const WORST = ['STOPPED', 'UNKNOWN', 'BEHIND', 'DELAYED', 'IDLE', 'CAUGHT UP'];
          const NONE = '\u2013';
          const byID = (id) => document.getElementById(id);
          const cards = new Map();
          const root = document.documentElement;
          let span = 300, interval = 1000, sequence = null, offset = 0, heard = 0, complaint = '', keep = 3600000;

          const stored = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
          const store = (name, value) => { try { localStorage.setItem(name, value); } catch { /* private windows keep nothing */ } };

          // ---- numbers as people read them
          const two = (number) => String(number).padStart(2, '0');
          function duration(seconds) {
            if (!isKnown(seconds)) return NONE;
            const sign = seconds < 0 ? '\u2212' : '', value = Math.abs(seconds);
            if (Number.isInteger(value) && value < 60) return `${sign}${value} s`;
            if (value < 0.001) return sign + '<1 ms';
            if (value < 0.1) return sign + Math.round(value * 1000) + ' ms';
            if (value < 9.995) return sign + value.toFixed(2) + ' s';
            if (value < 59.95) return sign + value.toFixed(1) + ' s';
            const whole = Math.round(value);
            if (whole < 3600) return `${sign}${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
            if (whole < 86400) return `${sign}${Math.floor(whole / 3600)} h ${two(Math.floor(whole / 60) % 60)} min`;
            return `${sign}${Math.floor(whole / 86400)} d ${Math.floor(whole / 3600) % 24} h`;
          }
          const isKnown = (value) => value !== null && value !== undefined;
          const count = (number) => (!isKnown(number) ? NONE : Math.round(number).toLocaleString('en'));
          function bytes(number) {
            if (!isKnown(number)) return NONE;
            const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
            let value = number, unit = 0;
            while (value >= 1024 && unit < units.length - 1) { value /= 1024; unit += 1; }
            return (unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)) + '\u00a0' + units[unit];
          }
          const clock = (time, withSeconds) => {
            const date = new Date(time);
            return `${two(date.getHours())}:${two(date.getMinutes())}` + (withSeconds ? `:${two(date.getSeconds())}` : '');
          };
          const plural = (number, word) => `${count(number)} ${word}${number === 1 ? '' : 's'}`;
          const serverNow = () => Date.now() + offset;

          // ---- elements
          const SVG = 'http://www.w3.org/2000/svg';
          function shape(parent, name, attributes, text) {
            const element = document.createElementNS(SVG, name);
            for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
            if (text !== undefined) element.textContent = text;
            parent.append(element);
            return element;
          }
          function set(element, text) { if (element.textContent !== text) element.textContent = text; }
          function show(element, isShown) { if (element.hidden === isShown) element.hidden = !isShown; }

          // ---- curves
          function ticks(most, wanted, steps) {
            const rough = most / wanted;
            let step = steps.find((step) => step >= rough);
            if (step === undefined) {
              const power = 10 ** Math.floor(Math.log10(rough));
              step = [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough);
            }
            const result = [];
            for (let value = step; value <= most * 1.0001; value += step) result.push(value);
            return result;
          }
          const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800,
            3600, 7200, 14400, 21600, 43200, 86400];
          const BYTES = Array.from({ length: 60 }, (_, power) => 2 ** power);
          function axisTime(seconds) {
            if (seconds < 1) return Math.round(seconds * 1000) + ' ms';
            if (seconds < 60) return seconds + ' s';
            if (seconds < 3600) return seconds / 60 + ' min';
            return seconds / 3600 + ' h';
          }

          // Points to draw: where there are more than pixels, the highest of each pixel, so that no peak is lost.
          function thinned(points, index, scale, start, width) {
            if (points.length <= width * 1.5) return points;
            const result = [];
            let column = -1, best = null;
            for (const point of points) {
              const at = Math.floor((point[0] - start) * scale);
              const isGap = point[index] === null || (best !== null && best[index] === null);
              if (at !== column || isGap) { if (best) result.push(best); best = point; column = at; }
              else if (point[index] >= best[index]) best = point;
            }
            if (best) result.push(best);
            return result;
          }

          function draw(card, kind) {
            const chart = card[kind], svg = chart.svg, width = svg.clientWidth, height = svg.clientHeight;
            if (width < 40) return;
            const rem = parseFloat(getComputedStyle(root).fontSize), left = rem * 3.6, right = rem * 0.5, foot = kind === 'lagChart' ? rem * 1.9 : rem * 0.3;
            const plot = { left, right: width - right, top: rem * 0.5, bottom: height - foot };
            const now = serverNow(), start = now - span * 1000;
            const x = (time) => plot.left + (time - start) / (span * 1000) * (plot.right - plot.left);
            const index = kind === 'lagChart' ? 1 : (card.inBytes ? 2 : 3);
            let first = card.points.findIndex((point) => point[0] >= start);
            if (first < 0) first = card.points.length;
            // One point before the window, so that the curve begins at its edge.
            const seen = card.points.slice(Math.max(0, first - 1));
            let most = 0;
            for (const point of seen) if (point[index] !== null && point[index] > most) most = point[index];
            const unit = kind === 'lagChart' ? 1000 : 1;
            const top = Math.max(most / unit * 1.12, kind === 'lagChart' ? 1 : (card.inBytes ? 1024 : 10));
            const y = (value) => plot.bottom - value / unit / top * (plot.bottom - plot.top);
            svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
            svg.replaceChildren();
            const wanted = kind === 'lagChart' ? 4 : 2;
            shape(svg, 'path', { class: 'grid', d: `M${plot.left} ${plot.bottom}H${plot.right}` });
            for (const value of ticks(top, wanted, kind === 'lagChart' ? SECONDS : card.inBytes ? BYTES : [])) {
              const at = y(value * unit);
              shape(svg, 'path', { class: 'grid', d: `M${plot.left} ${at.toFixed(1)}H${plot.right}` });
              shape(svg, 'text', { class: 'label', x: plot.left - 6, y: (at + rem * 0.26).toFixed(1), 'text-anchor': 'end' },
                kind === 'lagChart' ? axisTime(value) : card.inBytes ? bytes(value) : count(value));
            }
            const bandHeight = rem * 0.38;
            if (kind === 'lagChart') {
              const step = SECONDS.filter((step) => step >= 5).find((step) => step >= span / Math.max(2, width / (rem * 7))) || 3600;
              const zone = new Date(now).getTimezoneOffset() * 60000;
              for (let time = Math.ceil((start - zone) / (step * 1000)) * step * 1000 + zone; time <= now; time += step * 1000) {
                const at = x(time);
                if (at > plot.right - rem * 1.5 || at < plot.left + rem) continue;
                shape(svg, 'text', { class: 'label', x: at.toFixed(1), y: height - 2, 'text-anchor': 'middle' }, clock(time, step < 60));
              }
            }
            // How it stood, under the curve; where it stood badly the whole height is tinted.
            const reach = Math.max(interval * 2.5, 3000);
            for (let from = 0; from < seen.length;) {
              let to = from;
              while (to + 1 < seen.length && seen[to + 1][4] === seen[from][4] && seen[to + 1][0] - seen[to][0] <= reach) to += 1;
              const next = seen[to + 1], end = next && next[0] - seen[to][0] <= reach ? next[0] : Math.min(now, seen[to][0] + interval);
              const begin = Math.max(plot.left, x(seen[from][0])), length = Math.max(1, Math.min(plot.right, x(end)) - begin);
              const state = seen[from][4];
              if (begin < plot.right) {
                if (kind === 'lagChart') shape(svg, 'rect', { class: `band-${state}`, x: begin.toFixed(1), y: (plot.bottom + 3).toFixed(1), width: length.toFixed(1), height: bandHeight.toFixed(1) });
                if (state === 3 || state === 5) shape(svg, 'rect', { class: `wash-${state}`, x: begin.toFixed(1), y: plot.top, width: length.toFixed(1), height: (plot.bottom - plot.top).toFixed(1) });
              }
              from = to + 1;
            }
            const scale = (plot.right - plot.left) / (span * 1000);
            let line = '', area = '', run = [], last = null;
            const close = () => {
              if (run.length) {
                const text = run.map(([a, b]) => `${a.toFixed(1)} ${b.toFixed(1)}`).join('L');
                line += 'M' + text + (run.length === 1 ? 'h0.1' : '');
                area += `M${run[0][0].toFixed(1)} ${plot.bottom}L${text}L${run[run.length - 1][0].toFixed(1)} ${plot.bottom}Z`;
              }
              run = [];
            };
            for (const point of thinned(seen, index, scale, start, width)) {
              if (point[index] === null || (last !== null && point[0] - last > Math.max(reach, 1.5 / scale))) close();
              if (point[index] !== null) run.push([Math.max(plot.left, x(point[0])), y(point[index])]);
              last = point[0];
            }
            close();
            shape(svg, 'path', { class: 'area', d: area });
            shape(svg, 'path', { class: 'curve', d: line });
            const tip = seen[seen.length - 1];
            if (tip && tip[index] !== null && now - tip[0] < reach) {
              shape(svg, 'circle', { class: 'now', cx: Math.min(plot.right, x(tip[0])).toFixed(1), cy: y(tip[index]).toFixed(1), r: (rem * 0.24).toFixed(1) });
            }
            chart.x = x;
            chart.plot = plot;
            chart.start = start;
            chart.scale = scale;
            if (card.pointer !== null) cross(card, kind);
            else set(chart.output, tip && first < card.points.length && seen.some((point) => point[index] !== null) ? `highest ${kind === 'lagChart' ? duration(most / 1000) : card.inBytes ? bytes(most) : plural(most, 'transaction')}` : '');
          }

          function cross(card, kind) {
            const chart = card[kind];
            if (!chart.plot) return;
            const wanted = chart.start + (card.pointer * chart.svg.clientWidth - chart.plot.left) / chart.scale;
            let best = null;
            for (const point of card.points) if (best === null || Math.abs(point[0] - wanted) < Math.abs(best[0] - wanted)) best = point;
            if (!best || best[0] < chart.start) return;
            const at = chart.x(best[0]).toFixed(1);
            shape(chart.svg, 'path', { class: 'cross', d: `M${at} ${chart.plot.top}V${chart.plot.bottom}` });
            const value = kind === 'lagChart'
              ? `${STATES[best[4]]}, ${best[1] === null ? 'lag not known' : duration(best[1] / 1000)}`
              : [best[2] === null ? null : bytes(best[2]), best[3] === null ? null : plural(best[3], 'transaction')].filter(Boolean).join(', ') || 'not known';
            set(chart.output, `${clock(best[0], true)}  ${value}`);
          }

          // ---- cards
          function cardOf(replica) {
            const { replica: name, channel } = replica.latest, key = JSON.stringify([name, channel]);
            let card = cards.get(key);
            if (card) return card;
            const element = byID('card').content.firstElementChild.cloneNode(true);
            const find = (selector) => element.querySelector(selector);
            card = {
              element, points: [], pointer: null, inBytes: true,
              lagChart: { svg: find('.lag-chart svg'), output: find('.lag-chart output') },
              backlogChart: { svg: find('.backlog-chart svg'), output: find('.backlog-chart output') },
              name, find, latest: null, time: 0, since: 0,
            };
            set(find('.replica'), name);
            set(find('.channel'), channel ? `channel ${channel}` : '');
            for (const kind of ['lagChart', 'backlogChart']) {
              const svg = card[kind].svg;
              const move = (event) => {
                const box = svg.getBoundingClientRect();
                card.pointer = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
                draw(card, 'lagChart');
                draw(card, 'backlogChart');
              };
              svg.addEventListener('pointermove', move);
              svg.addEventListener('pointerdown', move);
              svg.addEventListener('pointerleave', () => { card.pointer = null; draw(card, 'lagChart'); draw(card, 'backlogChart'); });
            }
            byID('cards').append(element);
            cards.set(key, card);
            return card;
          }

          function remaining(forecast, state) {
            if (state === 'STOPPED') return forecast && forecast.kind === 'caught-up' ? ['', ''] : ['never', 'while it is stopped'];
            switch (forecast && forecast.kind) {
              case 'caught-up': return ['', ''];
              case 'never': return ['never at this rate', 'the backlog does not shrink'];
              case 'seconds': return [
                `caught up in ${duration(forecast.seconds)}`,
                !isKnown(forecast.latest)
                  ? `at ${clock(serverNow() + forecast.seconds * 1000, true)}; may take much longer`
                  : `at ${clock(serverNow() + forecast.seconds * 1000, true)}; between ${duration(forecast.earliest)} and ${duration(forecast.latest)}`,
              ];
              default: return ['', ''];
            }
          }

          function facts(card, latest) {
            const rows = [], backlog = latest.backlog, methods = latest.methods;
            if (backlog) {
              const left = [];
              if (isKnown(backlog.transactions)) left.push(plural(backlog.transactions, 'transaction'));
              if (isKnown(backlog.bytes)) left.push(bytes(backlog.bytes) + (backlog.files > 1 ? ` in ${backlog.files} files` : ''));
              rows.push(['left to apply', latest.lagMethod === 'caught-up' ? 'nothing' : left.join(', ') || NONE, `by ${backlog.provedBy === 'gtid' ? 'GTIDs' : 'position'}`]);
              // A few kilobytes are on the way at any time.
              if (latest.unreceivedBytes > 65536) rows.push(['not received yet', bytes(latest.unreceivedBytes), 'the network, or the source']);
              if (backlog.errant) rows.push(['not on the source', backlog.errant, 'errant transactions', true]);
            } else rows.push(['left to apply', 'not known', '']);
            const rates = latest.rates || {};
            const rate = (transactions, size) => [
              isKnown(transactions) ? `${count(transactions)} transaction${Math.round(transactions) === 1 ? '' : 's'}/s` : null,
              isKnown(size) ? `${bytes(size)}/s` : null,
            ].filter(Boolean).join(', ');
            const written = rate(rates.writtenTransactions, rates.writtenBytes), applied = rate(rates.appliedTransactions, rates.appliedBytes);
            if (written) rows.push(['source writes', written, '']);
            if (applied) rows.push(['replica applies', applied, '']);
            if (latest.origin) rows.push([`behind ${latest.origin.name}`, (latest.origin.lagIsLowerBound ? '> ' : '') + duration(latest.origin.lag),
              latest.origin.backlog && isKnown(latest.origin.backlog.transactions) ? plural(latest.origin.backlog.transactions, 'transaction') : '']);
            if (isKnown(latest.applyDelay)) rows.push(['last transaction took', duration(latest.applyDelay),
              isKnown(latest.receiveDelay) ? `of it ${duration(latest.receiveDelay)} on the way` : 'commit there to end here']);
            if (isKnown(methods.heartbeat)) rows.push(['heartbeat', duration(methods.heartbeat), '']);
            if (latest.executedPosition || latest.backlog) rows.push(['the server says', !isKnown(methods.reported) ? 'NULL' : `${count(methods.reported)} s`, 'Seconds_Behind']);
            if (latest.clockSkew) {
              const skew = latest.clockSkew, isLarge = Math.abs(skew.seconds) - skew.error > 1;
              rows.push(['replica\u2019s clock', Math.abs(skew.seconds) <= skew.error ? 'agrees' : `${duration(Math.abs(skew.seconds))} ${skew.seconds > 0 ? 'ahead' : 'behind'}`,
                `\u00b1 ${duration(skew.error)}`, isLarge]);
            }
            const list = card.find('.facts');
            while (list.children.length > rows.length) list.lastElementChild.remove();
            while (list.children.length < rows.length) {
              const box = document.createElement('div'), term = document.createElement('dt'), value = document.createElement('dd');
              value.append(document.createElement('span'), ' ', document.createElement('small'));
              box.append(term, value);
              list.append(box);
            }
            rows.forEach(([term, value, note, isBad], index) => {
              const box = list.children[index];
              set(box.children[0], term);
              set(box.querySelector('span'), value);
              set(box.querySelector('small'), note);
              box.classList.toggle('bad', Boolean(isBad));
            });
          }

          function workers(card, latest) {
            // Of a replica that is stopped only what failed is of interest, and not what stands above already.
            const busy = (latest.workers || []).filter((worker) => worker.id > 0
              && (latest.state !== 'STOPPED' || (worker.failure && !(latest.reason || '').includes(worker.failure))));
            const list = card.find('.workers ul');
            show(card.find('.workers'), busy.length > 0);
            while (list.children.length > busy.length) list.lastElementChild.remove();
            while (list.children.length < busy.length) {
              const item = document.createElement('li');
              item.append(document.createElement('span'), document.createElement('span'));
              list.append(item);
            }
            busy.forEach((worker, index) => {
              const item = list.children[index];
              set(item.children[0], String(worker.id));
              set(item.children[1], worker.failure || [
                worker.isBusy ? worker.activity || 'applies' : 'waits', worker.isBusy ? worker.applying : null,
              ].filter(Boolean).join(' '));
              item.classList.toggle('bad', Boolean(worker.failure));
            });
          }

          function refresh(card) {
            const latest = card.latest, state = STATES.indexOf(latest.state);
            card.element.dataset.state = latest.state;
            card.find('.state path').setAttribute('d', ICONS[state] || ICONS[5]);
            set(card.find('.state b'), latest.state);
            set(card.find('.since'), `for ${duration(Math.max(0, Math.round((card.time - card.since) / 1000)))}`);
            set(card.find('.reason'), latest.reason || '');
            show(card.find('.reason'), Boolean(latest.reason));
            const isDone = latest.lagMethod === 'caught-up' && latest.state !== 'STOPPED', lag = latest.lag;
            set(card.find('.lag b'), !isKnown(lag) ? 'lag not known' : (latest.lagIsLowerBound ? '> ' : '') + duration(lag));
            card.find('.lag').classList.toggle('is-unknown', !isKnown(lag));
            set(card.find('.lag span'), isDone ? 'everything is applied' : isKnown(lag) ? METHODS[latest.lagMethod] || '' : '');
            const [eta, note] = remaining(latest.forecast, latest.state);
            set(card.find('.eta b'), eta);
            set(card.find('.eta span'), note);
            facts(card, latest);
            workers(card, latest);
          }

          const TONES = { 'CAUGHT UP': '#0a9d6a', IDLE: '#6c87a5', BEHIND: '#e08a00', STOPPED: '#d81f36', DELAYED: '#8257dd', UNKNOWN: '#8a8794' };
          let iconTone = '';
          function icon(tone) {
            if (tone === iconTone) return;
            iconTone = tone;
            byID('icon').href = 'data:image/svg+xml,' + encodeURIComponent(`<svg xmlns="${SVG}" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="${tone}"/></svg>`);
          }

          function summarise() {
            const tally = new Map();
            let longest = null, leader = '';
            for (const card of cards.values()) {
              if (!card.latest) continue;
              tally.set(card.latest.state, (tally.get(card.latest.state) || 0) + 1);
              const lag = card.latest.lag;
              if (isKnown(lag) && (longest === null || lag > longest)) { longest = lag; leader = card.name; }
            }
            if (tally.size === 0) return;
            const parts = WORST.filter((state) => tally.has(state)).map((state) => (cards.size === 1 ? state : `${tally.get(state)} ${state}`));
            set(byID('summary'), parts.join(', '));
            const worst = WORST.find((state) => tally.has(state));
            document.title = `${parts[0]}${longest ? ` ${duration(longest)}` : ''} \u2013 ${cards.size === 1 ? leader || 'lagwatch' : 'lagwatch'}`;
            icon(complaint ? '#000' : TONES[worst]);
          }

          function sources(list) {
            const box = byID('sources');
            while (box.children.length > list.length) box.lastElementChild.remove();
            while (box.children.length < list.length) {
              const item = document.createElement('p');
              item.append(document.createElement('b'), ' ', document.createElement('span'));
              box.append(item);
            }
            list.forEach((source, index) => {
              const item = box.children[index], parts = [];
              if (source.failure) parts.push(`cannot be asked: ${source.failure}`);
              else {
                parts.push(source.quietSeconds >= 5 ? `has written nothing for ${duration(Math.floor(source.quietSeconds))}` : 'writes');
                if (source.readOnly && source.readOnly !== 'off') parts.push(source.readOnly);
                if (source.position) parts.push(source.position);
              }
              set(item.children[0], `source ${source.name}`);
              set(item.children[1], parts.join(', '));
              item.classList.toggle('bad', Boolean(source.failure));
            });
          }

          function take(answer, asked) {
            if (answer.started !== take.started) {
              // Another run of lagwatch: what was drawn is not its own.
              for (const card of cards.values()) card.element.remove();
              cards.clear();
              take.started = answer.started;
              sequence = null;
              if (asked !== null) return;
            }
            offset = answer.now - Date.now();
            interval = answer.interval;
            keep = Math.max(3600000, answer.capacity * answer.interval);
            for (const replica of answer.replicas) {
              const card = cardOf(replica);
              const last = card.points.length ? card.points[card.points.length - 1][0] : -Infinity;
              for (const point of replica.points) if (point[0] > last) card.points.push(point);
              let old = 0;
              while (old < card.points.length && card.points[old][0] < answer.now - keep) old += 1;
              if (old) card.points.splice(0, old);
              card.inBytes = card.points.some((point) => point[2] !== null) || !card.points.some((point) => point[3] !== null);
              card.latest = replica.latest;
              card.time = replica.time;
              card.since = replica.since;
              refresh(card);
            }
            sources(answer.sources);
            sequence = answer.newest;
          }

          function paint() {
            for (const card of cards.values()) { draw(card, 'lagChart'); draw(card, 'backlogChart'); }
            set(byID('clock'), clock(serverNow(), true));
          }

          function judgeAge() {
            const silence = (performance.now() - heard) / 1000, limit = Math.max(5, interval * 3 / 1000);
            let newest = -Infinity;
            for (const card of cards.values()) if (card.latest) newest = Math.max(newest, card.time);
            const age = (serverNow() - newest) / 1000;
            let text = '';
            if (heard === 0) text = complaint;
            else if (silence > limit) text = `No word from lagwatch for ${duration(Math.round(silence))}: what stands here is old. ${complaint}`;
            else if (cards.size && age > limit) text = `lagwatch has taken no sample for ${duration(Math.round(age))}: what stands here is old.`;
            set(byID('stale'), text);
            show(byID('stale'), text !== '');
            document.body.classList.toggle('is-stale', text !== '');
            set(byID('age'), cards.size ? `last sample ${duration(Math.max(0, Math.round(age)))} ago, one every ${duration(interval / 1000)}` : '');
          }

          async function poll() {
            const wait = Math.min(10000, Math.max(500, interval));
            const abort = new AbortController(), timer = setTimeout(() => abort.abort(), Math.max(8000, wait));
            try {
              const asked = sequence, response = await fetch('samples.json' + (sequence === null ? '' : `?after=${sequence}`), { cache: 'no-store', signal: abort.signal });
              if (!response.ok) throw new Error(`it answers ${response.status}`);
              take(await response.json(), asked);
              heard = performance.now();
              complaint = '';
            } catch (error) {
              complaint = `lagwatch cannot be reached (${error.name === 'AbortError' ? 'no answer' : error.message}).`;
            }
            clearTimeout(timer);
            summarise();
            judgeAge();
            paint();
            setTimeout(poll, wait);
          }

          // ---- controls
          function choose(seconds) {
            span = seconds;
            for (const button of byID('spans').children) button.setAttribute('aria-pressed', String(Number(button.dataset.seconds) === span));
            paint();
          }
          byID('spans').addEventListener('click', (event) => {
            const button = event.target.closest('button');
            if (!button) return;
            choose(Number(button.dataset.seconds));
            store('lagwatch.span', button.dataset.seconds);
          });
          const dark = matchMedia('(prefers-color-scheme: dark)');
          byID('theme').addEventListener('click', () => {
            const isDark = root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches;
            root.dataset.theme = isDark ? 'light' : 'dark';
            store('lagwatch.theme', root.dataset.theme);
          });
          // An address of a wall screen may fix both: /?seconds=900&theme=dark
          const wishes = new URLSearchParams(location.search);
          const theme = wishes.get('theme') || stored('lagwatch.theme');
          if (theme === 'dark' || theme === 'light') root.dataset.theme = theme;
          const asked = Number(wishes.get('seconds')), known = [60, 300, 900, 3600];
          const kept = Number(stored('lagwatch.span'));
          choose(known.includes(asked) ? asked : known.includes(kept) ? kept : 300);
          addEventListener('resize', paint);
          setInterval(() => { judgeAge(); paint(); }, 1000);
          poll();
        })();
        </script>
        </body>
        </html>

        """#
}
