/* Keeps what is typed into a form on the server, and leads on when the session has ended. `keepTyped(words, form)` does it
   for a form that comes later, and gives the function that ends it. */
'use strict';
{
    const EVERY = 10000; // milliseconds between two savings
    const WARNED = 120; // seconds before the end of the session
    let count = 0;

    window.keepTyped = function (words, form) {
        const { keep, page, key, account } = words.dataset;
        const dialog = words.content.querySelector('dialog').cloneNode(true);
        const warning = words.content.querySelector('.session-ends').cloneNode(true);
        const title = dialog.querySelector('h2');
        title.id = `session-title-${++count}`;
        dialog.setAttribute('aria-labelledby', title.id);
        document.body.append(dialog);
        let kept = null;
        let leaving = false;
        let warn = 0;
        let end = 0;
        let lastsUntil = 0;

        /* Names and values as the form would post them, without files, passwords and its token. */
        function typed() {
            const secret = new Set(Array.from(form.querySelectorAll('[type=password], [type=file]'), (input) => input.name));
            const pairs = Array.from(new FormData(form)).filter(
                ([name, value]) => typeof value === 'string' && name !== 'csrfmiddlewaretoken' && !secret.has(name));
            return JSON.stringify(pairs);
        }

        function token() {
            return form.querySelector('[name=csrfmiddlewaretoken]').value;
        }

        function sessionEnded(another) {
            warning.remove();
            dialog.querySelector('.another').hidden = !another;
            if (!dialog.open) dialog.showModal();
        }

        /* Whether the session lasts for the account that opened the page; then the form gets the newest token. */
        async function alive(answer) {
            if (answer.status === 401) {
                sessionEnded(false);
                return false;
            }
            if (!answer.ok) return true; // too long, or not allowed: the form itself will say so
            const told = await answer.json();
            if (String(told.account) !== account) {
                sessionEnded(true);
                return false;
            }
            for (const input of document.querySelectorAll('[name=csrfmiddlewaretoken]')) input.value = told.token;
            if (dialog.open) dialog.close();
            warning.remove();
            lastsUntil = Date.now() + told.lasts * 1000;
            window.clearTimeout(warn);
            window.clearTimeout(end);
            warn = window.setTimeout(() => document.body.append(warning), Math.max(0, told.lasts - WARNED) * 1000);
            end = window.setTimeout(ask, told.lasts * 1000 + 1000);
            return true;
        }

        async function ask() {
            try {
                return await alive(await fetch(keep, { credentials: 'same-origin' }));
            } catch (error) {
                return true; // no network: nothing is known of the session
            }
        }

        async function save(last) {
            const now = typed();
            if (leaving || dialog.open || now === kept) return;
            const body = new URLSearchParams({ page, key, fields: now, csrfmiddlewaretoken: token() });
            kept = now;
            try {
                const answer = await fetch(keep, { method: 'POST', body, credentials: 'same-origin', keepalive: last && now.length < 60000 });
                // A token of an earlier sign-in: ask for the newest, and keep it the next time.
                if (answer.status === 403) kept = null;
                await alive(answer.status === 403 ? await fetch(keep, { credentials: 'same-origin' }) : answer);
            } catch (error) {
                kept = null;
            }
        }

        const loaded = () => window.setTimeout(() => { kept = kept || typed(); }, 0);
        form.addEventListener('rows:ready', () => { kept = typed(); });
        const timer = window.setInterval(() => { if (kept !== null) save(false); else kept = typed(); }, EVERY);
        const seen = () => {
            if (document.visibilityState === 'hidden' && kept !== null) save(true);
            if (document.visibilityState === 'visible' && dialog.open) ask();
        };
        const back = () => { if (dialog.open) ask(); };
        if (document.readyState === 'complete') loaded(); else window.addEventListener('load', loaded);
        document.addEventListener('visibilitychange', seen);
        window.addEventListener('focus', back);
        dialog.querySelector('button').addEventListener('click', ask);
        dialog.addEventListener('cancel', (event) => event.preventDefault());
        warning.querySelector('button').addEventListener('click', ask);

        /* A post after the end of the session would be lost: the page asks first, and posts with the newest token. */
        let asked = false;
        form.addEventListener('submit', (event) => {
            if (asked || (Date.now() < lastsUntil - WARNED * 1000 && !dialog.open)) {
                leaving = true;
                return;
            }
            event.preventDefault();
            const submitter = event.submitter;
            ask().then((goesOn) => {
                if (!goesOn) return;
                asked = true;
                form.requestSubmit(submitter);
            });
        });
        ask();

        return () => {
            if (kept !== null) save(false);
            leaving = true;
            for (const id of [warn, end]) window.clearTimeout(id);
            window.clearInterval(timer);
            document.removeEventListener('visibilitychange', seen);
            window.removeEventListener('focus', back);
            warning.remove();
            dialog.remove();
        };
    };

    const words = document.querySelector('.session-words');
    const form = words && (document.querySelector('form[data-kept]') || document.querySelector('#content-main > form[method=post]'));
    if (form) window.keepTyped(words, form);
}
