/* Keeps what is typed into a form on the server, and signs in again in a dialog when the session has ended. `keepTyped(words, form)` does it
   for a form that comes later, and gives the function that ends it. */
'use strict';
{
    const EVERY = 10000; // milliseconds between two savings
    const WARNED = 120; // seconds before the end of the session
    const TRUSTED = 30000; // milliseconds after the last answer in which a post does not ask for the session first
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
        let trustedUntil = 0;
        let waiting = null; // the post that goes on once the account is signed in again
        let asked = false;

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

        function show(part, words) {
            for (const notice of dialog.querySelectorAll('.notice')) notice.hidden = !notice.classList.contains(part);
            if (words) dialog.querySelector(`.${part}`).textContent = words;
        }

        function sessionEnded(another) {
            warning.remove();
            show(another ? 'another' : '');
            if (!dialog.open) dialog.showModal();
        }

        function goOn() {
            if (!waiting) return;
            const { submitter } = waiting;
            waiting = null;
            asked = true;
            form.requestSubmit(submitter);
        }

        const isJson = (answer) => (answer.headers.get('Content-Type') || '').startsWith('application/json');

        /* Whether the session lasts for the account that opened the page; then the form gets the newest token. */
        async function alive(answer) {
            // Signed in without the second step, every address answers with the page of that step.
            if (answer.status === 401 || (answer.ok && !isJson(answer))) {
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
            // It may end before its time, too: signed out in another tab, or by whoever keeps the accounts.
            trustedUntil = Date.now() + Math.min(TRUSTED, (told.lasts - WARNED) * 1000);
            window.clearTimeout(warn);
            window.clearTimeout(end);
            warn = window.setTimeout(() => document.body.append(warning), Math.max(0, told.lasts - WARNED) * 1000);
            end = window.setTimeout(ask, told.lasts * 1000 + 1000);
            goOn();
            return true;
        }

        /* The password goes to the page for signing in; what that page says of it is said here. */
        async function signIn(event) {
            event.preventDefault();
            const { action } = event.target;
            const parse = async (answer) => new DOMParser().parseFromString(await answer.text(), 'text/html');
            try {
                const page = await parse(await fetch(action, { credentials: 'same-origin' }));
                const body = new URLSearchParams(new FormData(event.target));
                body.set('csrfmiddlewaretoken', page.querySelector('[name=csrfmiddlewaretoken]').value);
                event.target.reset();
                const answer = await fetch(action, { method: 'POST', body, credentials: 'same-origin' });
                if (answer.ok && isJson(answer)) {
                    await alive(answer);
                    return;
                }
                const said = (await parse(answer)).querySelector('.errornote, .message-card p:not(.message-code)');
                if (answer.redirected || !said) show('further'); else show('wrong', said.textContent.trim());
            } catch (error) {
                show('further');
            }
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
        dialog.querySelector('[data-signed-in]').addEventListener('click', ask);
        dialog.querySelector('form')?.addEventListener('submit', signIn);
        dialog.addEventListener('cancel', (event) => event.preventDefault());
        warning.querySelector('button').addEventListener('click', ask);

        /* A post after the end of the session would be lost: the page asks first, and posts with the newest token. */
        form.addEventListener('submit', (event) => {
            if (asked || (Date.now() < trustedUntil && !dialog.open)) {
                leaving = true;
                return;
            }
            event.preventDefault();
            waiting = { submitter: event.submitter };
            ask().then((goesOn) => { if (goesOn) goOn(); });
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
